"""One contact out of a set, as ordinary as the set allows: a weekday morning, a usual number."""

from collections.abc import Iterator
from datetime import timedelta

from ccdsl.analysis.axes import CALLER, LINE, TIME
from ccdsl.analysis.spaces import Oddness, Space
from ccdsl.analysis.ways import State, first_of
from ccdsl.model.zones import wall_clock
from ccdsl.simulate.given import instants_of

_MORNING = 10
_HOUR = 3_600
_WEEK = 7
_WEEKEND = 5
_ENOUGH = 60
"""So many stretches of a class are looked at for an ordinary instant."""


def plausible(space: Space, contacts: int) -> State:
    """Return the most ordinary contact of a set that has one."""
    sets, axes = space.sets, space.axes
    orders: list[tuple[int, list[int]]] = [(axes.places[TIME], _by_oddness(space, contacts))]
    orders += [(place, [0, 1]) for place in axes.of_kind("flag")]
    orders.append((axes.places[CALLER], list(range(axes.callers.size))))
    orders.append((axes.places[LINE], list(range(len(axes.lines)))))
    for variable, order in orders:
        bits = sets.values(contacts, variable)
        atom = next(one for one in order if bits >> one & 1)
        contacts = sets.both(contacts, sets.where(variable, 1 << atom))
    return first_of(sets, contacts)


def _by_oddness(space: Space, contacts: int) -> list[int]:
    """Return the classes of instants in a set, the most ordinary first."""
    bits = space.sets.values(contacts, space.axes.places[TIME])
    present = [one for one in range(space.axes.instants.size) if bits >> one & 1]
    return sorted(present, key=lambda one: _best(space, one)[0])


def instant_of(space: Space, atom: int) -> int:
    """Return the most ordinary UTC second of a class of instants, if it can be one read once."""
    return _best(space, atom)[1]


def oddness_of(space: Space, atom: int) -> Oddness:
    """Return how far a class of instants is from a weekday's 10:00."""
    return _best(space, atom)[0]


def _best(space: Space, atom: int) -> tuple[Oddness, int]:
    known = space.ordinary.get(atom)
    if known is None:
        known = space.ordinary[atom] = _search(space, atom)
    return known


def _search(space: Space, atom: int) -> tuple[Oddness, int]:
    center = space.center.program.center
    zone = center.timezone.name if center is not None else "UTC"
    best: tuple[Oddness, int] | None = None
    for start, end in space.axes.instants.stretches(1 << atom)[:_ENOUGH]:
        for instant in _candidates(zone, start, end):
            found = (_oddness(zone, instant), instant)
            best = found if best is None else min(best, found)
        if best is not None and best[0] == (0, 0, 0):
            break
    # A class that only a repeated hour holds: a scenario says which of the two times is meant.
    return best or ((2, 0, 0), space.axes.instants.stretches(1 << atom)[0][0])


def _candidates(zone: str, start: int, end: int) -> Iterator[int]:
    """Yield instants of a stretch that a clock reads once: mornings, and one soon after it."""
    first = wall_clock(start, zone)
    for days in range(_WEEK + 1):
        morning = first.replace(hour=_MORNING, minute=0, second=0) + timedelta(days=days)
        for instant in instants_of(morning, zone):
            if start <= instant < end:
                yield instant
    for later in (start + min(_HOUR // 2, (end - start) // 2 // 60 * 60), start, end - 1):
        if start <= later < end and len(instants_of(wall_clock(later, zone), zone)) == 1:
            yield later
            return


def _oddness(zone: str, instant: int) -> Oddness:
    clock = wall_clock(instant, zone)
    weekend = clock.weekday() >= _WEEKEND
    return (int(weekend), abs(clock.hour - _MORNING), 0 if not weekend else clock.weekday())
