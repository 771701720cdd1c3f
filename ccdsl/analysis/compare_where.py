"""What else is so of contacts where two sides part: attributes, how queues stand, time in line."""

from collections.abc import Iterable, Iterator

from ccdsl.analysis.compare import Comparison, Difference
from ccdsl.analysis.compare_region import Region
from ccdsl.analysis.compare_steps import Step
from ccdsl.analysis.sets import NOTHING
from ccdsl.analysis.wording_values import attribute_words, figure_words
from ccdsl.model.words import duration
from ccdsl.record import record

_Bits = dict[int, tuple[int, int]]
"""By variable: the atoms that it has there, and those that it could have, as bits."""


@record
class Where:
    """What else must be so for contacts to be treated differently, in words; () if nothing.

    `attributes` and `queues` have pairs of a name and what is so of it, `waits` of a queue and how
    long a contact has waited in it.
    """

    attributes: tuple[tuple[str, str], ...] = ()
    queues: tuple[tuple[str, str], ...] = ()
    waits: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> str:
        """Everything in a breath, "" if nothing."""
        said = [f"{name} {words}" for name, words in self.attributes]
        parts = [f"with {_listed(said)}"] if said else []
        parts += [f"while queue {name} has {words}" for name, words in self.queues]
        parts += [f"after {words} in queue {name}" for name, words in self.waits]
        return ", ".join(parts)


def _listed(said: list[str]) -> str:
    *rest, last = said or [""]
    return f"{', '.join(rest)} and {last}" if rest else last


def where(comparison: Comparison, regions: Iterable[Region], contacts: int) -> Where:
    """Return what is so of all of some contacts where the sides part, in any of these ways."""
    regions = list(regions)
    known: _Bits | None = None
    for region in regions:
        for found in _found(comparison, region, contacts):
            known = found if known is None else _joined(known, found)
    axes = comparison.joint.lanes[1].space.axes
    axis_of = {place: axis for axis, place in axes.places.items()}
    queues: dict[str, list[str]] = {}
    attributes: list[tuple[str, str]] = []
    for place, (bits, every) in sorted((known or {}).items()):
        axis = axis_of[place]
        if axis.kind == "figure":
            words = figure_words(axis.of, axes.figures[(axis.name, axis.of)], bits)
            queues.setdefault(axis.name, []).append(words)
        else:
            attributes.append((axis.name, attribute_words(axes.attributes[axis.name], bits, every)))
    return Where(
        attributes=tuple(attributes),
        queues=tuple((name, _listed(said)) for name, said in queues.items()),
        waits=tuple(_waited(comparison, regions, contacts)),
    )


def _joined(one: _Bits, other: _Bits) -> _Bits:
    """Return what is so in both cases."""
    both = {
        place: (one[place][0] | other[place][0], one[place][1] | other[place][1])
        for place in one.keys() & other.keys()
    }
    return {place: pair for place, pair in both.items() if pair[0] != pair[1]}


def _found(comparison: Comparison, region: Region, contacts: int) -> Iterator[_Bits]:
    """Yield what is so where both sides were last together, place by place."""
    joint = comparison.joint
    together: dict[int, int] = {}
    for pair, who in region.together:
        here = joint.sets.both(who, contacts)
        together[pair] = joint.sets.either(together.get(pair, NOTHING), here)
    for pair, here in together.items():
        if here:
            every = joint.sets.both(comparison.come[pair], contacts)
            yield dict(_narrowed(comparison, here, every))


def _narrowed(
    comparison: Comparison, here: int, every: int
) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield the variables of which some atoms that there could be are not meant."""
    joint = comparison.joint
    program = joint.lanes[1].half.program
    for axis, place in joint.lanes[1].space.axes.places.items():
        if axis.kind == "attribute":
            declared = program.attributes.get(axis.name)
            is_open = declared is not None and not declared.secret
            if not is_open or joint.sets.less(here, joint.same_values((axis.name,))):
                continue
        elif axis.kind != "figure":
            continue
        bits = joint.sets.values(here, place)
        could = joint.sets.values(every, place)
        if bits != could:
            yield place, (bits, could)


def _waited(
    comparison: Comparison, regions: Iterable[Region], contacts: int
) -> Iterator[tuple[str, str]]:
    """Yield the queues in whose line contacts are parted, and after how long."""
    sets, moments = comparison.joint.sets, dict[str, list[int]]()
    for region in regions:
        parting = [
            (comparison.place(passed.source, 0).name, _moment(passed.step))
            for passed in region.passed
            if passed.apart
            and comparison.is_together(passed.source)
            and sets.both(passed.contacts, contacts)
        ]
        if not parting or not all(at for _, at in parting):
            return
        for queue, at in parting:
            moments.setdefault(queue, []).append(at)
    for queue, found in moments.items():
        clock = comparison.joint.lanes[0].space.center.clocks[queue]
        is_open = max(found) > min(found) or max(found) > max(clock.limits, default=0)
        yield queue, ("at least " if is_open else "") + duration(min(found))


def _moment(step: Step) -> int:
    """Return the time in line of a step (milliseconds), 0 where it is none of a line."""
    return max((move.label.at for move in step.moves if move is not None), default=0)


def set_apart(comparison: Comparison, difference: Difference, contacts: int) -> tuple[str, str]:
    """Return the values by which two sides part that notice the same, "" where they do not."""
    parting, joint = difference.parting, comparison.joint
    if parting.answer or parting.notices[0] != parting.notices[1]:
        return ("", "")
    support = joint.sets.support(parting.guard)
    met = joint.sets.both(difference.contacts, contacts)
    said: tuple[list[str], list[str]] = ([], [])
    for axis, twins in joint.twins.items():
        if axis.kind == "attribute" and support >> twins[0] & 1:
            values = joint.lanes[0].space.axes.attributes[axis.name]
            for side, place in enumerate(twins):
                words = attribute_words(values, joint.sets.values(met, place), 0)
                is_secret = values.declared.secret
                said[side].append(axis.name if is_secret else f"{axis.name} {words}")
    return _listed(said[0]), _listed(said[1])
