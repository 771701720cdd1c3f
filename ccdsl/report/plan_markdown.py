"""A plan as Markdown that fits a comment on a pull request."""

from collections.abc import Iterator

from ccdsl.analysis.plan_records import Change
from ccdsl.report.display import visible
from ccdsl.report.plan import (
    PlanReport,
    causes,
    end,
    example,
    path,
    share,
    summary,
    treatments,
)
from ccdsl.report.plan_noticed import parted
from ccdsl.report.plan_text import notes

MOST_CHARACTERS = 65_536
"""A comment is no longer than that."""
_SPECIAL = frozenset("\\`*_{}[]<>()#+-.!|~@$&")


def render(report: PlanReport) -> str:
    """Return what a plan amounts to, its changes, and pictures of what changed as far as they fit.

    What does not fit is counted.
    """
    head = [f"**{plain(summary(report))}**", ""]
    head += [f"{plain(line)}\n" for line in notes(report)]
    written = "\n".join(head) + "\n"
    for number, change in enumerate(report.plan.changes):
        part = "\n".join(_change(report, number, change)) + "\n"
        if len(written) + len(part) > MOST_CHARACTERS - 200:
            left = len(report.plan.changes) - number
            return f"{written}\nand {left} more changes: `ccdsl plan` lists them\n"
        written += part
    return _pictured(written, report.diagram)


def _pictured(written: str, pictures: tuple[str, ...]) -> str:
    for number, picture in enumerate(pictures):
        if len(written) + len(picture) > MOST_CHARACTERS - 200:
            left = len(pictures) - number
            return f"{written}\nand {left} more pictures: `ccdsl diagram --compare` draws them\n"
        written += f"\n{picture}"
    return written


def _change(report: PlanReport, number: int, change: Change) -> Iterator[str]:
    """Yield the lines of one change, its ways folded away."""
    calls = "" if report.calls is None else f", {report.calls[number]:,} of the past calls"
    yield f"### {number + 1}\\. {plain(change.words)}"
    yield ""
    yield f"{share(change)}{calls}; for example {plain(example(report, change))}"
    yield ""
    yield "| | what happens | end |"
    yield "|---|---|---|"
    for (name, treatment), part in zip(treatments(report, change), parted(change), strict=True):
        yield f"| {plain(name)} | {plain(part)} | {plain(end(treatment))} |"
    yield ""
    yield "<details><summary>the way there, and why</summary>"
    yield ""
    for name, treatment in treatments(report, change):
        yield f"- {plain(name)}: {plain(' > '.join(path(treatment)) or 'no way')}"
    yield f"- because of {plain(', '.join(causes(report, change)))}"
    yield ""
    yield "</details>"
    yield ""


def plain(text: str) -> str:
    """Return text that means itself in Markdown, also in a table."""
    return "".join(f"\\{char}" if char in _SPECIAL else char for char in visible(text))
