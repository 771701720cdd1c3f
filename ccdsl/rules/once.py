"""One finding for a mistake that shows at several places."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ccdsl.diagnostics import Label
from ccdsl.rules.rule import Finding
from ccdsl.source import Span

_MOST_PLACES = 4


def once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the first finding of each message, with labels at the places of the others."""
    by_message: dict[str, list[Finding]] = {}
    for finding in findings:
        by_message.setdefault(finding.message, []).append(finding)
    for first, *others in by_message.values():
        also = also_here([one.span for one in others])
        yield replace(first, labels=(*first.labels, *also))


def also_here(places: Sequence[Span]) -> Iterator[Label]:
    """Yield a label for each of the first few places; the last one counts the rest."""
    for place in places[:_MOST_PLACES]:
        yield Label(span=place, text="and here")
    if len(places) > _MOST_PLACES:
        left = len(places) - _MOST_PLACES - 1
        text = f"and here, and at {left} more" if left else "and here"
        yield Label(span=places[_MOST_PLACES], text=text)
