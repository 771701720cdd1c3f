"""How queues stand on a way: figures picked for every look, and changed while a contact waits."""

from dataclasses import field, replace

from ccdsl.analysis.axes import Axes, Axis
from ccdsl.analysis.figures import Ranges
from ccdsl.analysis.sets import EVERYTHING, Sets
from ccdsl.analysis.ways import State
from ccdsl.record import worker
from ccdsl.simulate.world import Later, QueueState

Figures = dict[str, dict[str, int | None]]
"""By queue and figure; None is a figure that has no value."""
_USUAL = {"agents": 1, "available": 1, "waiting": 0}
_LONG = 7 * 24 * 3_600_000
"""No agent comes before this, which is longer than any way."""


def figures_of(axes: Axes, sets: Sets, look: int, state: State, *, waits: str = "") -> Figures:
    """Return figures of queues with which a contact makes a move; in `waits` nobody is free."""
    found: Figures = {}
    free = frozenset(axes.of_kind("figure"))
    state = {place: atom for place, atom in state.items() if place not in free}
    for (queue, figure), ranges in axes.figures.items():
        variable = axes.places[Axis("figure", queue, figure)]
        bits = _choices(sets, look, state, variable)
        if bits == sets.full[variable] and queue != waits:
            # Nothing is said of it, and so it is what it is unless given.
            state = {**state, variable: _unsaid(ranges, figure)}
            continue
        usual = 0 if figure == "available" and queue == waits else _USUAL.get(figure, 0)
        atom = _nearest(ranges.starts, bits, usual)
        is_none = atom == len(ranges.starts)
        value = None if is_none else _within(ranges.starts, atom, usual)
        found.setdefault(queue, {})[figure] = value
        state = {**state, variable: atom}
    for each in found.values():
        agents, able = each.get("agents"), each.get("available")
        if agents is not None and able is not None and able > agents:
            # The ranges allow both; so many agents as are free lie in the same range.
            each["agents"] = able
    return found


def _unsaid(ranges: Ranges, figure: str) -> int:
    """Return the atom of a figure that is not given: no estimate, or what is usual."""
    if ranges.unset:
        return len(ranges.starts)
    usual = _USUAL.get(figure, 0)
    return max(place for place, start in enumerate(ranges.starts) if start <= usual)


def _choices(sets: Sets, look: int, state: State, variable: int) -> int:
    """Return the atoms that a variable may take in a look, as bits, everything else as it stands.

    Variables that the state does not know, further figures, are free.
    """
    known = {one: atom for one, atom in state.items() if one != variable}
    rest = _narrowed(sets, look, known, {})
    return sets.values(rest, variable)


def _narrowed(sets: Sets, node: int, state: State, memo: dict[int, int]) -> int:
    """Return a set for the contacts whose known variables stand so."""
    if node <= EVERYTHING:
        return node
    if node in memo:
        return memo[node]
    level = sets.level[node]
    if level in state:
        atom = 1 << state[level]
        child = next(child for child, bits in sets.edges[node] if bits & atom)
        made = _narrowed(sets, child, state, memo)
    else:
        made = sets.union(
            sets.both(sets.where(level, bits), _narrowed(sets, child, state, memo))
            for child, bits in sets.edges[node]
        )
    memo[node] = made
    return made


def _nearest(starts: tuple[int, ...], bits: int, usual: int) -> int:
    """Return the atom with the usual figure if it may be, else the first that may."""
    usual_atom = max(place for place, start in enumerate(starts) if start <= usual)
    if bits >> usual_atom & 1:
        return usual_atom
    return (bits & -bits).bit_length() - 1


def _within(starts: tuple[int, ...], atom: int, usual: int) -> int:
    end = starts[atom + 1] if atom + 1 < len(starts) else None
    return usual if starts[atom] <= usual and (end is None or usual < end) else starts[atom]


def standing(figures: dict[str, int | None], *, waits: bool = False) -> QueueState:
    """Return a queue with these figures; where a contact `waits` on, nobody takes it."""
    agents, available = figures.get("agents"), figures.get("available")
    if available is None and waits:
        available = 0
    if available is not None and available > 1 and agents is None:
        agents = available
    is_free = waits and bool(available)
    return QueueState(
        agents=agents,
        available=available,
        waiting=figures.get("waiting"),
        expected_wait=figures.get("expected-wait"),
        wait=_LONG if is_free else None,
    )


@worker
class Line:
    """A stay in a queue as it is told: how queues stood at the arrival, and what changed when."""

    queue: str
    first: Figures
    waits: bool
    waited: int = 0
    closes: int | None = None
    changes: list[tuple[int, Figures, bool]] = field(default_factory=list)

    def change(self, at: int, figures: Figures, *, waits: bool) -> None:
        """Let queues stand so from a moment on (milliseconds since the arrival)."""
        self.changes.append((at, figures, waits))

    def states(self) -> dict[str, QueueState]:
        """Return every queue of this look with its changes."""
        names = dict.fromkeys((self.queue, *self.first))
        for _, figures, _ in self.changes:
            names.update(dict.fromkeys(figures))
        return {name: self._state(name) for name in names}

    def _state(self, name: str) -> QueueState:
        is_own = name == self.queue
        begun = standing(self.first.get(name, {}), waits=is_own and self.waits)
        later: list[Later] = []
        before = begun
        for at, figures, waits in self.changes:
            state = standing(figures.get(name, {}), waits=is_own and waits)
            if is_own and not waits and state.free:
                state = replace(state, available=state.available or 1, wait=at)
            state = _plain(state, before)
            if state != before:
                later.append(Later(after_ms=at, state=state))
                before = state
        return replace(begun, later=tuple(later), closes=self.closes if is_own else None)


def _plain(state: QueueState, before: QueueState) -> QueueState:
    """Return a state that says again what was said before: what is given stays given."""
    usual = QueueState(agents=1, available=1, waiting=0, wait=0)
    return replace(
        state,
        agents=_said(state.agents, before.agents, usual.agents),
        available=_said(state.available, before.available, usual.available),
        waiting=_said(state.waiting, before.waiting, usual.waiting),
        wait=_said(state.wait, before.wait, usual.wait),
    )


def _said(now: int | None, before: int | None, usual: int | None) -> int | None:
    return usual if now is None and before is not None else now
