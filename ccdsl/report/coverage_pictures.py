"""Coverage on the diagrams: pictures whose boxes and rows say whether contacts went through."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from ccdsl.backends.diagram.picture import Line, Node, Outcome, Picture, Place
from ccdsl.model.program import Program
from ccdsl.report.call import place
from ccdsl.scenarios.coverage import Coverage

ALL, SOME, NONE = "✓", "±", "✗"
"""What stands before a row, or in a box: all of its line is covered, some, or nothing."""
_WORDS = {ALL: "✓ covered", SOME: "± covered in part", NONE: "✗ not covered"}


def marked(program: Program, coverage: Coverage, picture: Picture) -> Picture:
    """Return the picture with a mark at every box and row whose line has something to cover."""
    marks = _marks(program, coverage)
    return replace(picture, nodes=tuple(_node(node, marks) for node in picture.nodes))


def _marks(program: Program, coverage: Coverage) -> dict[Place, str]:
    counts: defaultdict[Place, list[bool]] = defaultdict(list)
    for item in coverage.items:
        path, line = place(program, item.span)
        counts[Place(path=path, line=line)].append(coverage.count(item) > 0)
    return {
        where: ALL if all(covered) else SOME if any(covered) else NONE
        for where, covered in counts.items()
    }


def _node(node: Node, marks: Mapping[Place, str]) -> Node:
    if node.outcomes:
        return replace(node, outcomes=tuple(_outcome(one, marks) for one in node.outcomes))
    mark = marks.get(node.place)
    return node if mark is None else replace(node, lines=(*node.lines, Line(text=_WORDS[mark])))


def _together(marks: set[str]) -> str | None:
    """Return the mark of several lines, or None where none of them has one."""
    return (marks.pop() if len(marks) == 1 else SOME) if marks else None


def _outcome(outcome: Outcome, marks: Mapping[Place, str]) -> Outcome:
    mark = _together({marks[at] for at in outcome.places if at in marks})
    return (
        outcome
        if mark is None
        else replace(outcome, text=f"{mark}\N{NO-BREAK SPACE}{outcome.text}")
    )
