"""The semantic difference of two centers: who is treated differently, how, since which lines."""

from collections.abc import Iterator, Sequence
from dataclasses import field

from ccdsl.analysis.compare import Comparison, Difference, compare
from ccdsl.analysis.compare_causes import Causes, Origin
from ccdsl.analysis.compare_edits import Because, Edits
from ccdsl.analysis.compare_noticed import Noticed
from ccdsl.analysis.compare_paths import Fate, Ordinary, Path, alone, find_path
from ccdsl.analysis.compare_same import Key
from ccdsl.analysis.compare_sides import Half
from ccdsl.analysis.compare_steps import Step
from ccdsl.analysis.compare_where import Where, set_apart, where
from ccdsl.analysis.places import Place
from ccdsl.analysis.plan_lines import led_to, line_changes, other_classes
from ccdsl.analysis.plan_records import AFTER, BEFORE, Change, Plan, Treatment
from ccdsl.analysis.plausible import plausible
from ccdsl.analysis.sets import BUDGET, NOTHING, BudgetError
from ccdsl.analysis.ways import holds_for
from ccdsl.analysis.witness import ReplayError, replay
from ccdsl.analysis.wording import Block, Wording
from ccdsl.record import worker


@worker
class _Piece:
    """Contacts of one difference that one pair of fates awaits."""

    difference: Difference
    fates: tuple[Fate, Fate]
    contacts: int


@worker
class _Group:
    """Pieces that are told as one: the same lines cause them, and the same ends await them.

    `alike` are all the differences that the pieces stand for, by pair and answer.
    """

    because: tuple[Because, ...]
    origins: tuple[Origin, ...]
    pieces: list[_Piece] = field(default_factory=list)
    alike: dict[tuple[int, str], Difference] = field(default_factory=dict)
    contacts: int = NOTHING


_GroupKey = tuple[tuple[Because, ...], tuple[Origin, ...], str, Place, Place]


def plan(halves: Sequence[Half], budget: int = BUDGET, telling: int = BUDGET) -> Plan:
    """Return what changes for contacts from the first center to the second.

    Comparing may take `budget` steps; what it found is told with `telling` steps more. Raises
    ReplayError where the interpreter does not do what the plan says: that is our bug.
    """
    comparison = compare(halves, budget)
    with comparison.joint.sets.allowance(BUDGET):
        wording = comparison.joint.wording()
    causes = Causes(comparison, Edits(comparison.same))
    return _Planner(comparison, wording, causes).plan(telling)


@worker
class _Planner:
    comparison: Comparison
    wording: Wording
    causes: Causes

    def plan(self, steps: int) -> Plan:
        """Return the whole plan; what takes more steps is left out, and the plan not complete."""
        comparison = self.comparison
        every, changed = other_classes(comparison), 0
        changes, complete = list[Change](), comparison.complete
        try:
            with comparison.joint.sets.allowance(steps):
                # Counted first: where telling takes too many steps, the counts are known.
                every += self._count(self.wording.everybody)
                changed = self._count(self._met())
                for change in self._changes():
                    changes.append(change)
        except BudgetError:
            complete = False
        return Plan(
            changes=tuple(changes),
            every_class=every,
            changed_classes=changed,
            idle=tuple(sorted(comparison.same.differing - _blamed(changes) - led_to(comparison))),
            failing=tuple(self.causes.failing()),
            complete=complete,
            comparison=comparison,
            wording=self.wording,
        )

    def _count(self, contacts: int) -> int:
        """Return how many classes of contacts some are."""
        sets, joint = self.comparison.joint.sets, self.comparison.joint
        variables = [place for place in range(len(sets.sizes)) if joint.arriving >> place & 1]
        return sets.count(contacts, variables)

    def _met(self) -> int:
        """Return the contacts, as they arrive, that are treated differently."""
        joint = self.comparison.joint
        met = [joint.arrivals(each.contacts) for each in self.comparison.differences.values()]
        met += [joint.arrivals(contacts) for _, _, _, contacts in self.comparison.alone]
        return joint.sets.union(met)

    def _changes(self) -> Iterator[Change]:
        yield from line_changes(self.comparison, self.wording, self.causes)
        for group in self._groups().values():
            for block in self.wording.describe(group.contacts):
                yield self._change(group, block)

    def _groups(self) -> dict[_GroupKey, _Group]:
        """Return the differences put together where one telling does for them."""
        ordinary = Ordinary(self.comparison.joint)
        found: dict[_GroupKey, _Group] = {}
        for because, origins, alike in self._alike():
            chosen = _most_ordinary(ordinary, alike)
            for piece in self._pieces(ordinary, chosen):
                answer = chosen.parting.answer
                ends = (piece.fates[0].end, piece.fates[1].end)
                key = (because, origins, answer, *ends)
                group = found.setdefault(key, _Group(because, origins))
                group.alike.update(((one.pair, one.parting.answer), one) for one in alike)
                group.pieces.append(piece)
                sets = self.comparison.joint.sets
                group.contacts = sets.either(group.contacts, piece.contacts)
        return found

    def _alike(self) -> Iterator[tuple[tuple[Because, ...], tuple[Origin, ...], list[Difference]]]:
        """Yield differences of the same contacts that the same lines cause at the same place."""
        found: dict[tuple[tuple[Because, ...], tuple[Origin, ...], int, str], list[Difference]] = {}
        for difference in self.comparison.differences.values():
            because, origins = self.causes.of(difference), self.causes.origins(difference)
            who = self.comparison.joint.arrivals(difference.contacts)
            key = (because, origins, who, difference.parting.answer)
            found.setdefault(key, []).append(difference)
        for (because, origins, _, _), alike in found.items():
            yield because, origins, alike

    def _pieces(self, ordinary: Ordinary, difference: Difference) -> Iterator[_Piece]:
        joint, pair = self.comparison.joint, self.comparison.pairs[difference.pair]
        fates = [list(ordinary.fates(difference, side, pair[side])) for side in (BEFORE, AFTER)]
        left = joint.arrivals(difference.contacts)
        for before in fates[BEFORE]:
            for after in fates[AFTER]:
                both = joint.sets.both(joint.arrivals(before.contacts), left)
                contacts = joint.sets.both(both, joint.arrivals(after.contacts))
                if contacts:
                    yield _Piece(difference, (before, after), contacts)
                    left = joint.sets.less(left, contacts)

    def _change(self, group: _Group, block: Block) -> Change:
        """Return the change of some contacts, told by the first contact that can be told."""
        comparison, failed = self.comparison, None
        for difference, path, lasting in self._paths(group, block):
            notices = difference.parting.notices
            try:
                before = self._told(path, BEFORE, notices[BEFORE], lasting=lasting)
                after = self._told(path, AFTER, notices[AFTER], lasting=lasting)
            except ReplayError as error:
                failed = failed or error
                continue
            return Change(
                block=block,
                where=self._where(group, block),
                before=before,
                after=after,
                answer=difference.parting.answer,
                knows=_known(difference),
                because=group.because,
                origins=group.origins,
                ways=len(group.alike),
                values=set_apart(comparison, difference, block.contacts),
            )
        raise failed or ReplayError("a contact that is treated differently has no way")

    def _where(self, group: _Group, block: Block) -> Where:
        regions = [self.causes.region(each) for each in group.alike.values()]
        contacts = self.comparison.joint.sets.both(group.contacts, block.contacts)
        return where(self.comparison, regions, contacts)

    def _paths(self, group: _Group, block: Block) -> Iterator[tuple[Difference, Path, bool]]:
        """Yield ways of contacts of a block to differences of a group, the most telling first.

        Each is to be told with both sides as long in line, then, if need be, without.
        """
        joint, comparison = self.comparison.joint, self.comparison
        tries: list[tuple[Difference, int, list[Step]]] = []
        for piece in self._ordinary_first(group, block):
            who = joint.sets.both(piece.contacts, block.contacts)
            sides = ((BEFORE, piece.fates[BEFORE]), (AFTER, piece.fates[AFTER]))
            onward = [alone(joint, side, move) for side, fate in sides for move in fate.moves]
            tries += [(piece.difference, who, onward), (piece.difference, who, [])]
        tries += [(difference, block.contacts, []) for difference in group.alike.values()]
        for difference, who, onward in tries:
            path = find_path(comparison, difference, who, onward) if who else None
            if path is not None:
                yield difference, path, True
                yield difference, path, False

    def _ordinary_first(self, group: _Group, block: Block) -> list[_Piece]:
        """Return the pieces of a group, those of the most ordinary contact of a block first."""
        joint = self.comparison.joint
        meant = joint.sets.both(group.contacts, block.contacts)
        usual = plausible(joint.lanes[AFTER].space, meant)
        return sorted(
            group.pieces, key=lambda each: not holds_for(joint.sets, each.contacts, usual)
        )

    def _told(self, path: Path, side: int, notice: Noticed, *, lasting: bool) -> Treatment:
        joint = self.comparison.joint
        way = path.way(joint, side, lasting=lasting)
        return Treatment(noticed=notice, witness=replay(way, joint.lanes[side].half.view))


def _most_ordinary(ordinary: Ordinary, alike: Sequence[Difference]) -> Difference:
    """Return the difference for which queues must stand in the fewest unusual ways."""
    return max(alike, key=lambda each: ordinary.usual(each.contacts))


def _known(difference: Difference) -> tuple[bool, bool]:
    first, second = difference.parting.moves
    return first is not None, second is not None


def _blamed(changes: Sequence[Change]) -> set[Key]:
    return {(one.kind, one.name) for change in changes for one in change.because}
