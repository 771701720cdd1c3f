"""What is the same in two centers: declarations by what they say, and flows by what they reach."""

from collections.abc import Iterator, Sequence
from dataclasses import field

from ccdsl.analysis.compare_sides import Half, shared_window
from ccdsl.analysis.uses import CenterFlows
from ccdsl.model.content import Described
from ccdsl.model.graphs import backward
from ccdsl.model.program import Program
from ccdsl.model.reach import declared_in, said_digest
from ccdsl.record import worker
from ccdsl.syntax import ast

Key = tuple[str, str]
_DECIDING = (
    *("attribute", "data-source", "callers", "hours", "flag", "prompt", "voicemail", "entry"),
    *("queue", "routing", "overflow", "after-hours", "script"),
)
"""The kinds that decide how a contact is treated; the others only name or staff."""
_POLICIES = ("overflow", "after-hours")
_FLOWS = (*_POLICIES, "queue", "routing", "script")


@worker
class Sameness:
    """Which declarations differ between two centers, and which can lead to one that does."""

    halves: Sequence[Half]
    centers: Sequence[CenterFlows]
    declared: tuple[dict[Key, Described], dict[Key, Described]]
    differing: frozenset[Key] = frozenset()
    affected: frozenset[Key] = frozenset()
    _plain: dict[Key, bool] = field(default_factory=dict)

    def is_affected(self, kind: str, name: str) -> bool:
        """Whether a flow differs, or anything that it can lead to."""
        return (kind, name) in self.affected

    def is_plain(self, kind: str, name: str) -> bool:
        """Whether a flow and all that it says and asks are the same; what it leads to may differ.

        Of a queue, so are its overflow and its after-hours policy, those it takes over too.
        """
        key = (kind, name)
        known = self._plain.get(key)
        if known is None:
            known = self._plain[key] = self._find_plain(key)
        return known

    def _find_plain(self, key: Key) -> bool:
        declared = self.declared[0].get(key)
        if key in self.differing or declared is None:
            return False
        for named, _ in self.named_in(0, declared):
            if named[0] not in _FLOWS and named in self.affected:
                return False
            if named[0] == "queue" and named in self.differing:
                return False
            if key[0] == "queue" and named[0] in _POLICIES and not self.is_plain(*named):
                return False
        if isinstance(declared, ast.Queue) and declared.like is not None:
            return self.is_plain("queue", declared.like.text)
        return True

    def digests(self, key: Key) -> tuple[str | None, str | None]:
        """Return the digest of what a declaration says on either side, None where it is not."""
        found = [
            said_digest(half.program, declared[key]) if key in declared else None
            for half, declared in zip(self.halves, self.declared, strict=True)
        ]
        return found[0], found[1]

    def named_in(self, number: int, declaration: ast.Declaration) -> Iterator[tuple[Key, ast.Name]]:
        """Yield what a declaration of one side names, with the place of the name."""
        for reference in self.halves[number].program.references_of(declaration):
            for kind in reference.kinds:
                yield (kind, reference.name.text), reference.name


def sameness(halves: Sequence[Half], centers: Sequence[CenterFlows]) -> Sameness:
    """Compare the declarations of two centers; a declaration of one side only differs."""
    first, second = (dict(_declared(half)) for half in halves)
    found = Sameness(halves, centers, (first, second))
    keys = list(dict.fromkeys((*first, *second)))
    found.differing = frozenset(key for key in keys if not _is_same(found, key))
    graph: dict[Key, tuple[Key, ...]] = {}
    for number, declared in enumerate((first, second)):
        for key, declaration in declared.items():
            named = [one for one, _ in found.named_in(number, declaration)]
            graph[key] = (*graph.get(key, ()), *(one for one in named if one in declared))
    found.affected = frozenset(backward(found.differing, graph)) | found.differing
    return found


def _declared(half: Half) -> Iterator[tuple[Key, Described]]:
    every = declared_in(half.program, half.view)
    return (each for each in every if each[0][0] in _DECIDING)


def _is_same(found: Sameness, key: Key) -> bool:
    first, second = found.declared[0].get(key), found.declared[1].get(key)
    if first is None or second is None:
        return False
    match key[0]:
        case "flag":
            return True
        case "hours":
            return _same_hours(found.halves, key[1])
        case "callers":
            lists = [center.side.lists[key[1]] for center in found.centers]
            return lists[0] == lists[1]
        case "entry":
            lines = [center.side.lines[key[1]] for center in found.centers]
            return set(lines[0]) == set(lines[1])
        case "queue":
            return _same_notice(found, key[1]) and _same_said(found, first, second)
        case "attribute":
            return _same_said(found, first, second) and _same_people(found, first)
        case _:
            return _same_said(found, first, second)


def _same_hours(halves: Sequence[Half], name: str) -> bool:
    """Whether some hours are open, and holidays, at the same instants of the shared calendar."""
    window = shared_window(halves)
    start, end = window.start, window.end
    calendars = [half.calendars.get(name) for half in halves]
    first, second = calendars
    if first is None or second is None:
        return first is second
    return _within(first.open_edges, start, end) == _within(second.open_edges, start, end) and (
        _within(first.holiday_edges, start, end) == _within(second.holiday_edges, start, end)
    )


def _within(edges: Sequence[int], start: int, end: int) -> tuple[bool, list[int]]:
    """Return how alternating edges stand at a moment, and where they change after it."""
    before = sum(1 for edge in edges if edge <= start)
    return before % 2 == 1, [edge for edge in edges if start < edge < end]


def _same_notice(found: Sameness, queue: str) -> bool:
    notices = [center.notices.get(queue) for center in found.centers]
    first, second = (None if notice is None else notice.text for notice in notices)
    return first == second


def _same_people(found: Sameness, declared: Described) -> bool:
    if not isinstance(declared, ast.Attribute) or declared.type != "person":
        return True
    first, second = (half.program.extensions for half in found.halves)
    return first == second


def _same_said(found: Sameness, first: Described, second: Described) -> bool:
    """Whether two declarations say the same: as written, or else by their digests."""
    programs = [half.program for half in found.halves]
    alike = first is second or _text(programs[0], first) == _text(programs[1], second)
    if alike and not _inherits(first):
        return True
    if alike and isinstance(first, ast.Queue) and first.like is not None:
        base = ("queue", first.like.text)
        if all(base in declared for declared in found.declared) and _is_same(found, base):
            return True
    one, other = (said_digest(*each) for each in zip(programs, (first, second), strict=True))
    return one == other


def _inherits(declared: Described) -> bool:
    return isinstance(declared, ast.Queue) and declared.like is not None


def _text(program: Program, declared: Described) -> str | int:
    """Return a declaration as it is written; one that no source has is like no other."""
    source = program.sources.get(declared.span.path)
    if source is None:
        return id(declared)
    return source.text[declared.span.start : declared.span.end]
