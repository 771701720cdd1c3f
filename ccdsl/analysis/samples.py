"""Values for the atoms of attributes: what a look-up gives, what a caller types."""

from collections.abc import Iterator

from ccdsl.analysis.axes import Axis
from ccdsl.analysis.spaces import Space
from ccdsl.analysis.values import Values, values_of
from ccdsl.analysis.ways import State
from ccdsl.model.flow import CollectNode
from ccdsl.simulate.world import AttributeValue

_PHONE = range(5, 16)
_TEXT = "words"


def sample(space: Space, attribute: str, atom: int | None) -> AttributeValue:
    """Return a value of an attribute that is one of an atom, or (None) any."""
    declared = space.center.program.attributes[attribute]
    values = space.axes.attributes.get(attribute)
    if values is None or atom is None:
        people = sorted(space.center.program.people or {})
        values, atom = values_of(declared, (), (), people), 1
    text = values.sorts[atom - 1]
    if declared.type == "number":
        return int(text)
    return text or _other(space, values)


def _other(space: Space, values: Values) -> str:
    """Return a text that is none of the sorts in use."""
    match values.declared.type:
        case "person":
            people = sorted(space.center.program.people or {})
            return next((who for who in people if who not in values.sorts), "somebody")
        case "digits":
            length = values.declared.length
            least, most = (length[0].value, length[1].value) if length else (1, 9)
            return next(one for one in _texts(least, most) if one not in values.sorts)
        case _:
            return _TEXT


def _texts(least: int, most: int) -> Iterator[str]:
    """Yield texts of so many digits, ordinary ones first."""
    for length in range(max(least, 1), most + 1):
        yield ("1234567890" * (length // 10 + 1))[:length]
        for number in range(min(10**length, 100_000)):
            yield f"{number:0{length}}"


def typed(space: Space, node: CollectNode, after: State) -> str:
    """Return digits that a caller types at a step, so that its attribute stands as it does then."""
    declared = space.center.program.attributes[node.store]
    values = space.axes.attributes.get(node.store)
    place = space.axes.places.get(Axis("attribute", node.store))
    atom = after[place] if place is not None else None
    match declared.type:
        case "number":
            text = values.sorts[atom - 1] if values is not None and atom is not None else "1"
            return text.rjust(node.least, "0")
        case "person":
            return _extension(space, node, values, atom)
        case "phone":
            return _dialed(node, values, atom)
        case _:
            sort = values.sorts[atom - 1] if values is not None and atom is not None else ""
            known = values.sorts if values is not None else ()
            return sort or next(one for one in _texts(node.least, node.most) if one not in known)


def _extension(space: Space, node: CollectNode, values: Values | None, atom: int | None) -> str:
    people = (space.center.program.people or {}).values()
    known = values.sorts if values is not None else ()
    sort = known[atom - 1] if known and atom is not None else ""
    for person in people:
        extension = person.extension or ""
        fits = node.least <= len(extension) <= node.most
        if fits and (person.id == sort or (not sort and person.id not in known)):
            return extension
    return ""


def _dialed(node: CollectNode, values: Values | None, atom: int | None) -> str:
    lengths = [one for one in range(node.least, node.most + 1) if one in _PHONE]
    numbers = values.numbers if values is not None else None
    if numbers is None or atom is None:
        return "1310555019912345"[: lengths[-1] if lengths else node.least]
    example = (numbers.examples[atom - 1] or "+").removeprefix("+")
    for length in (len(example), *lengths):
        for last in range(100):
            digits = example.ljust(length, "0")[:length]
            digits = digits if not last else f"{digits[:-2]}{last:02}"
            same = all(
                test.take(f"+{digits}") == bool(bits >> (atom - 1) & 1)
                for test, bits in numbers.tests.items()
            )
            if same and len(digits) in lengths:
                return digits
    return example
