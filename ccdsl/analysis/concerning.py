"""Whether a condition can concern anybody on some lines, by where they arrive alone."""

from collections.abc import Iterable

from ccdsl.analysis.asking import Side
from ccdsl.analysis.axes import NUMBERED, Line
from ccdsl.syntax import ast


def concerns(side: Side, condition: ast.Condition | None, lines: Iterable[Line]) -> bool:
    """Whether it may hold for some contact on some of the lines; True where that is not plain."""
    if condition is None:
        return True
    return any(_truth(side, condition, line) is not False for line in lines)


def _truth(side: Side, condition: ast.Condition, line: Line) -> bool | None:
    """Return whether a condition holds for everybody on a line, for nobody, or (None) for some."""
    match condition:
        case ast.Or():
            found = [_truth(side, part, line) for part in condition.parts]
            return True if True in found else (None if None in found else False)
        case ast.And():
            found = [_truth(side, part, line) for part in condition.parts]
            return False if False in found else (None if None in found else True)
        case ast.Not():
            inner = _truth(side, condition.part, line)
            return None if inner is None else not inner
        case ast.ChannelTest():
            return line.channel in {name.text for name in condition.channels}
        case ast.EntryTest() if side.is_known(condition):
            return any(line in side.lines[name.text] for name in condition.entries)
        case ast.NumberTest(subject="dialed") if side.is_known(condition):
            taken = (one.take(line.address) for one in side.numbers(condition.values))
            return line.channel in NUMBERED and any(taken)
        case _:
            return None
