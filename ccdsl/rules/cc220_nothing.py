"""Counts and lengths of time that come to nothing."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.rule import Finding, rule
from ccdsl.syntax import ast

_FIELDS: tuple[tuple[type[object], str, str], ...] = (
    (ast.ToStep, "at_most", "a jump that is taken at most 0 times is never taken"),
    (ast.ToTransfer, "ring", "nobody can answer within 0s"),
    (ast.Wait, "duration", "waiting for 0s does nothing"),
    (ast.Menu, "listen", "nobody can press a key within 0s"),
    (ast.Collect, "listen", "nobody can press a key within 0s"),
    (ast.DataSource, "timeout", "nothing answers within 0s"),
    (ast.Flag, "lasts", "a flag that lasts 0s is never on"),
    (ast.Voicemail, "maximum", "a message of no length says nothing"),
    (ast.Voicemail, "keep", "a message that is not kept is never heard"),
    (ast.Recording, "keep", "a recording that is not kept is never heard"),
    (ast.Recording, "sample", "a sample of 0% records nothing"),
    (ast.Review, "every", "a review is due after some time"),
    (ast.Queue, "ring", "nobody can answer within 0s"),
    (ast.Queue, "max_waiting", "a queue that lets nobody wait is always full"),
    (ast.Queue, "recheck", "the overflow rules are tested after some time"),
    (ast.ServiceLevel, "within", "nobody can answer within 0s"),
    (ast.Announcement, "every", "an announcement every 0s never ends"),
    (ast.Widening, "after", "what holds from the beginning belongs into `requires`"),
    (ast.Preference, "duration", "a preference for 0s is none"),
    (ast.Callbacks, "tries", "a call-back that is never tried is none"),
    (ast.Callbacks, "every", "the tries would follow at once"),
)
"""What cannot be zero, and why."""

_MOST_REPEATS = 20


@rule("CC220", Severity.ERROR)
def comes_to_nothing(program: Program, facts: Facts) -> Iterator[Finding]:
    """Count or length of time comes to nothing.

    Why: a line that says zero where zero means nothing is a slip; and nobody listens to the same
    menu more than twenty times.
    Example:
        script hello version 1 in-service {
          start {
            wait 0s    # CC220
            -> queue help
          }
        }
    Use instead: a figure that does something, or no line at all.
    """
    del facts
    for kind, field, why in _FIELDS:
        for _, node in program.nodes(kind):
            value = getattr(node, field)
            if isinstance(value, ast.Whole | ast.Duration | ast.Percent) and _is_zero(value):
                yield Finding(message=why, span=value.span, help="write more, or delete it")
    for _, menu in program.nodes(ast.Menu):
        yield from _repeats(menu.repeat)
    for _, collect in program.nodes(ast.Collect):
        yield from _repeats(collect.repeat)


def _is_zero(value: ast.Whole | ast.Duration | ast.Percent) -> bool:
    return (value.ms if isinstance(value, ast.Duration) else value.value) == 0


def _repeats(repeat: ast.Whole | None) -> Iterator[Finding]:
    if repeat is not None and repeat.value > _MOST_REPEATS:
        yield Finding(
            message=f"nobody listens to this {repeat.value + 1} times",
            span=repeat.span,
            help=f"`repeat` ends at {_MOST_REPEATS}",
        )
