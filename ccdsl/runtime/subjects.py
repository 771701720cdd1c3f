"""What the rules of a routing ask about: the axes that contacts are told apart by."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ccdsl.runtime.contents import Contents
from ccdsl.runtime.numbers import Numbers
from ccdsl.runtime.plans import Plan
from ccdsl.runtime.shape_flows import Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Subjects:
    """Hours by name and state, sets of callers, flags and attributes that rules ask about."""

    hours: tuple[tuple[str, str], ...]
    callers: tuple[Numbers, ...]
    flags: tuple[str, ...]
    attributes: tuple[str, ...]


def subjects(plans: Iterable[Plan], contents: Contents) -> Subjects:
    """Return what the rules of these plans ask about, sorted."""
    atoms = {id(atom): atom for plan in plans for atom in _atoms_of(plan)}.values()
    lists = [atom for atom in atoms if atom["test"] == "caller"]
    return Subjects(
        hours=tuple(sorted({(a["hours"], a["is"]) for a in atoms if a["test"] == "hours"})),
        callers=tuple(contents.compiler.numbers_of(atom) for atom in lists),
        flags=tuple(sorted({a["flag"] for a in atoms if a["test"] == "flag"})),
        attributes=tuple(sorted({a["attribute"] for a in atoms if a["test"] == "attribute"})),
    )


def _atoms_of(plan: Plan) -> Iterator[Condition]:
    for condition in plan.conditions:
        if condition is not None:
            yield from _atoms(condition)


def _atoms(condition: Condition) -> Iterator[Condition]:
    for part in (*condition.get("all", ()), *condition.get("any", ())):
        yield from _atoms(part)
    opposite = condition.get("not")
    if opposite is not None:
        yield opposite
    if "test" in condition:
        yield condition
