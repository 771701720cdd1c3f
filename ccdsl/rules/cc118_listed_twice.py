"""Lists that name something twice."""

from collections.abc import Iterator, Sequence

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.words import first_here, repeats
from ccdsl.source import Span
from ccdsl.syntax import ast

_LISTS: tuple[tuple[type[object], tuple[str, ...]], ...] = (
    (ast.Center, ("languages",)),
    (ast.Attribute, ("values",)),
    (ast.DataSource, ("takes", "gives", "outcomes")),
    (ast.OpeningHours, ("exceptions",)),
    (ast.Flag, ("may",)),
    (ast.Voicemail, ("channels", "notify")),
    (ast.Queue, ("channels", "shows")),
    (ast.Role, ("rights",)),
    (ast.Team, ("members", "queues")),
    (ast.ShiftLine, ("channels",)),
    (ast.Recording, ("queues",)),
    (ast.Report, ("queues", "metrics", "formats")),
    (ast.NumberTest, ("values",)),
    (ast.EntryTest, ("entries",)),
    (ast.ChannelTest, ("channels",)),
    (ast.LanguageTest, ("languages",)),
    (ast.AttributeTest, ("values",)),
    (ast.HearsBefore, ("prompts",)),
    (ast.GivenLookup, ("values",)),
)
"""The lists of names and values in which a second one is a slip."""


@rule("CC118", Severity.ERROR)
def listed_twice(program: Program, facts: Facts) -> Iterator[Finding]:
    """List names something twice.

    Why: the second one adds nothing; most often another name was meant.
    Example:
        attribute size one-of small, large, small    # CC118
    Use instead: each name once.
    """
    del facts
    for kind, fields in _LISTS:
        for _, node in program.nodes(kind):
            for field in fields:
                yield from _doubled(getattr(node, field))
    for prompt in program.prompts.values():
        for again, first in repeats(prompt.wordings, lambda one: one.language.tag):
            message = f"prompt `{prompt.name.text}` has two texts in `{again.language.tag}`"
            place, earlier = again.language.span, first.language.span
            yield Finding(
                message=message, span=place, help="keep one of them", labels=first_here(earlier)
            )


def _doubled(parts: Sequence[object]) -> Iterator[Finding]:
    if len(parts) < 2:  # noqa: PLR2004 - two are needed for one too many
        return
    written = [each for part in parts if (each := _written(part)) is not None]
    for (text, span), (_, earlier) in repeats(written, lambda one: one[0].casefold()):
        yield Finding(
            message=f"`{text}` is listed here twice",
            span=span,
            help="delete one of them, or write the one that is meant",
            labels=first_here(earlier, "it is listed here already"),
        )


def _written(part: object) -> tuple[str, Span] | None:
    """Return a name or value as it is written, and where."""
    match part:
        case ast.Name() | ast.Whole():
            return part.text, part.span
        case ast.Text():
            return part.value, part.span
        case ast.Phone():
            return part.number, part.span
        case ast.Prefix():
            return f"{part.digits}*", part.span
        case ast.Language():
            return part.tag, part.span
        case ast.GivenValue():
            return part.attribute.text, part.attribute.span
        case _:
            return None
