"""Whether a condition can concern anybody on some lines, by where they arrive alone."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import field

from ccdsl.analysis.asking import Side
from ccdsl.analysis.axes import Line
from ccdsl.record import worker
from ccdsl.syntax import ast


@worker
class Required:
    """The requirements of a program by the lines that they name; those that name none apart.

    Of thousands, most name the lines of one part of the center, and others need not be looked at.
    """

    side: Side
    named: dict[Line, dict[int, ast.Require]] = field(default_factory=dict)
    others: dict[int, ast.Require] = field(default_factory=dict)

    def on(self, lines: Iterable[Line]) -> Iterator[ast.Require]:
        """Yield the requirements that may be about contacts on some lines, in source order."""
        lines = tuple(lines)
        found = dict(self.others)
        for line in lines:
            found.update(self.named.get(line, {}))
        for number in sorted(found):
            if concerns(self.side, found[number].when, lines):
                yield found[number]


def required(side: Side) -> Required:
    """Return the requirements of a program by the lines that they name."""
    found = Required(side)
    for number, require in enumerate(side.program.requires):
        names = _named(require.when) if require.when is not None else None
        if names is None:
            found.others[number] = require
        for name in names or ():
            for line in side.lines.get(name.text, ()):
                found.named.setdefault(line, {})[number] = require
    return found


def concerns(side: Side, condition: ast.Condition | None, lines: Collection[Line]) -> bool:
    """Whether it may hold for some contact on some of the lines; True where that is not plain."""
    if condition is None:
        return True
    named = _named(condition)
    if named is not None:
        named_lines = (line for name in named for line in side.lines.get(name.text, ()))
        lines = [line for line in named_lines if line in lines]
    return any(_truth(side, condition, line) is not False for line in lines)


def _named(condition: ast.Condition) -> tuple[ast.Name, ...] | None:
    """Return the entries to which a condition plainly keeps, None where it names none."""
    match condition:
        case ast.EntryTest(entries=entries):
            return entries
        case ast.And(parts=parts):
            return next((found for part in parts if (found := _named(part)) is not None), None)
        case _:
            return None


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
        case ast.EntryTest():
            return any(line in side.lines.get(name.text, ()) for name in condition.entries)
        case ast.NumberTest(subject="dialed") if side.is_known(condition):
            return side.dials(condition, line)
        case _:
            return None
