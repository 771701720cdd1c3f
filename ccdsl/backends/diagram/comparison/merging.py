"""Two pictures as one: what is in both, and marked, what is in one of them only."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from ccdsl.backends.diagram.comparison.graph import Box, Graph, Way, said
from ccdsl.backends.diagram.comparison.matching import matched, shared
from ccdsl.backends.diagram.marks import Mark
from ccdsl.backends.diagram.picture import Line, Node, Outcome


def merged(before: Graph, after: Graph) -> Graph:
    """Return the boxes of both; what was in `before` only stands after what it stood after there.

    Ids are those of `after`, with `+` before them, or with `-` those of `before`.
    """
    pairs = matched(before, after)
    old_ids = {name: f"+{pairs[name]}" if name in pairs else f"-{name}" for name in before}
    new_ids = {name: f"+{name}" for name in after}
    old = {old_ids[name]: _named(box, old_ids) for name, box in before.items()}
    new = {new_ids[name]: _named(box, new_ids) for name, box in after.items()}
    return {name: _box(old.get(name), new.get(name)) for name in _order(list(old), list(new))}


def marked(graph: Graph, mark: Mark) -> Graph:
    """Return a graph of which everything is in one picture only."""
    return {name: _alone(box, mark) for name, box in graph.items()}


def _named(box: Box, names: dict[str, str]) -> Box:
    """Return a box that goes by other ids; that it is a draft is no mark of it here."""

    def renamed(ways: tuple[Way, ...]) -> tuple[Way, ...]:
        return tuple(
            Way(target=names[way.target] if isinstance(way.target, str) else _plain(way.target))
            for way in ways
        )

    return replace(
        box,
        node=_plain(box.node),
        rows=tuple(renamed(row) for row in box.rows),
        onward=renamed(box.onward),
    )


def _plain(node: Node) -> Node:
    return replace(node, is_draft=False)


def _order(old: list[str], new: list[str]) -> list[str]:
    """Return all ids: those of `new`, and after each the others that follow it in `old`."""
    known = set(new)
    after: dict[str, list[str]] = {}
    last = ""
    for name in old:
        if name in known:
            last = name
        else:
            after.setdefault(last, []).append(name)
    return [*after.get("", ()), *(each for name in new for each in (name, *after.get(name, ())))]


def _box(old: Box | None, new: Box | None) -> Box:
    if old is not None and new is not None:
        return _both(old, new)
    if new is not None:
        return _alone(new, "added")
    if old is not None:
        return _alone(old, "removed")
    raise ValueError("no box is in neither picture")


def _alone(box: Box, mark: Mark) -> Box:
    """Return a box of one picture only: its mark says it for all that is in it."""
    return Box(
        node=replace(box.node, mark=mark, is_draft=False),
        rows=tuple(_all(row, mark) for row in box.rows),
        onward=_all(box.onward, mark),
    )


def _all(ways: tuple[Way, ...], mark: Mark) -> tuple[Way, ...]:
    return tuple(_way(way, mark) for way in ways)


def _way(way: Way, mark: Mark) -> Way:
    if isinstance(way.target, str):
        return replace(way, mark=mark)
    return Way(target=replace(way.target, mark=mark, is_draft=False), mark=mark)


def _both(old: Box, new: Box) -> Box:
    """Return a box of both pictures; it is changed where a line or a row of it is."""
    lines = tuple(_lines(old.node, new.node))
    rows = list(_rows(old, new))
    outcomes = tuple(outcome for outcome, _ in rows)
    is_changed = any(line.mark for line in lines) or any(row.mark for row in outcomes)
    return Box(
        node=replace(
            new.node, lines=lines, outcomes=outcomes, mark="changed" if is_changed else None
        ),
        rows=tuple(ways for _, ways in rows),
        onward=_ways(old.onward, new.onward),
    )


def _lines(old: Node, new: Node) -> Iterator[Line]:
    texts = [[line.text for line in node.lines] for node in (old, new)]
    for mark, number in _aligned(*texts):
        line = (old if mark == "removed" else new).lines[number]
        yield replace(line, mark=mark)


def _rows(old: Box, new: Box) -> Iterator[tuple[Outcome, tuple[Way, ...]]]:
    """Yield the rows of both boxes, each with its ways; one that leads elsewhere is changed."""
    texts = [[outcome.text for outcome in box.node.outcomes] for box in (old, new)]
    origins = {there: here for here, there in shared(*texts)}
    for mark, number in _aligned(*texts):
        box = old if mark == "removed" else new
        outcome = box.node.outcomes[number]
        if mark is not None:
            yield replace(outcome, mark=mark), _all(box.rows[number], mark)
            continue
        ways = _ways(old.rows[origins[number]], new.rows[number])
        differs = any(way.mark for way in ways)
        yield replace(outcome, mark="changed" if differs else None), ways


def _aligned(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Mark | None, int]]:
    """Yield what is in both (by its number in `new`) and, in order, what is in one only."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            yield from ((None, number) for number in range(new_start, new_end))
        else:
            yield from (("removed", number) for number in range(old_start, old_end))
            yield from (("added", number) for number in range(new_start, new_end))


def _ways(old: tuple[Way, ...], new: tuple[Way, ...]) -> tuple[Way, ...]:
    """Return the ways of both, what is gone first."""
    before, after = {_goal(way) for way in old}, {_goal(way) for way in new}
    gone = (_way(way, "removed") for way in old if _goal(way) not in after)
    here = (way if _goal(way) in before else _way(way, "added") for way in new)
    return (*gone, *here)


def _goal(way: Way) -> object:
    return way.target if isinstance(way.target, str) else said(way.target)
