"""A plan as text for people."""

from collections.abc import Iterator

from ccdsl.analysis.plan_records import Change
from ccdsl.report.color import Paint, Style
from ccdsl.report.display import visible
from ccdsl.report.plan import (
    PlanReport,
    causes,
    end,
    example,
    failing,
    idle,
    path,
    share,
    summary,
    treatments,
)
from ccdsl.report.plan_noticed import parted

_TWO = 2


def render(report: PlanReport, *, color: bool = False) -> str:
    """Return every change, then what a plan amounts to."""
    paint = Paint(color=color)
    lines = [
        line
        for number, change in enumerate(report.plan.changes)
        for line in _change(report, number, change, paint)
    ]
    lines.append(paint(Style.MESSAGE, summary(report)))
    lines += [visible(line) for line in notes(report)]
    return "".join(f"{line}\n" for line in lines)


def notes(report: PlanReport) -> Iterator[str]:
    """Yield what is said beside the changes: failures, idle edits, calls, what was expected."""
    yield from (line for line in (failing(report), idle(report)) if line)
    if report.calls is not None and report.unplaced:
        yield f"{report.unplaced} of the past calls lie outside the calendar, or on no line here"
    if report.beyond == () and not report.plan.failing and report.plan.complete:
        yield "nothing changes but what was expected"
    elif report.beyond:
        yield f"not expected: {', '.join(f'change {number}' for number in report.beyond)}"


def _change(report: PlanReport, number: int, change: Change, paint: Paint) -> Iterator[str]:
    yield paint(Style.MESSAGE, visible(f"{number + 1}. {change.words}"))
    yield f"   {share(change)}{_calls(report, number)}"
    for (name, treatment), part in zip(treatments(report, change), parted(change), strict=True):
        yield f"   {paint(Style.LABEL, name)}: {visible(part)}"
        if treatment.witness is not None:
            yield paint(Style.GUTTER, f"      {visible(' > '.join(path(treatment)))}")
        yield f"      => {visible(end(treatment))}"
    yield f"   for example {visible(example(report, change))}"
    if change.ways > 1:
        more = "1 more way" if change.ways == _TWO else f"{change.ways - 1} more ways"
        yield f"   and in {more}, by how queues stand and who chooses what"
    yield f"   because of {visible(', '.join(causes(report, change)))}"
    yield ""


def _calls(report: PlanReport, number: int) -> str:
    return "" if report.calls is None else f", {report.calls[number]:,} of the past calls"
