"""What every rendering of a plan is made from: contacts, old and new way and end, in words."""

from collections.abc import Iterable, Iterator
from dataclasses import field

from ccdsl.analysis.compare_edits import Because
from ccdsl.analysis.plan_records import AFTER, BEFORE, Change, Plan, Treatment
from ccdsl.analysis.witness import center_of
from ccdsl.model.words import duration, key, share_of_week
from ccdsl.record import record
from ccdsl.report.call_text import ending
from ccdsl.simulate.center import Center
from ccdsl.simulate.trace import Step
from ccdsl.simulate.written import as_line


@record
class PlanReport:
    """A plan to be shown; `sides` is what the two centers are called.

    `calls` has how many past calls each change concerns, None without any; `unplaced` how many lie
    outside the calendar or on no line. `beyond` are the changes, from 1, that were not expected,
    None where nothing was said about that; `diagram` is Markdown with pictures of what changed.
    """

    plan: Plan
    sides: tuple[str, str]
    calls: tuple[int, ...] | None = None
    unplaced: int = 0
    beyond: tuple[int, ...] | None = None
    diagram: tuple[str, ...] = field(default=(), repr=False)


def summary(report: PlanReport) -> str:
    """Return what a plan amounts to, in a sentence or two."""
    plan = report.plan
    said = "undecided: the question is larger than the budget, so more may change than is listed"
    if not plan.complete:
        return said
    same = plan.every_class - plan.changed_classes
    counted = f"{same:,} of {plan.every_class:,} classes of contacts"
    if not plan.changes:
        return f"nothing changes for any contact: all {plan.every_class:,} classes are unchanged"
    count = len(plan.changes)
    changes = "1 change" if count == 1 else f"{count} changes"
    return f"{changes}; everything else, {counted}, is unchanged"


def idle(report: PlanReport) -> str:
    """Return which declarations differ and change nothing for any contact, or ""."""
    if not report.plan.idle or not report.plan.complete:
        return ""
    names = ", ".join(f"{kind} {name}" for kind, name in report.plan.idle)
    return f"written otherwise, with no change for any contact: {names}"


def failing(report: PlanReport) -> str:
    """Return that something else happens where the platform fails, or ""."""
    lines = _lines(report, report.plan.failing)
    said = "everybody meets something else where the platform cannot carry out a step, because of"
    return f"{said} {', '.join(lines)}" if lines else ""


def share(change: Change) -> str:
    """Return how much of the week contacts of a change may arrive in."""
    return share_of_week(change.block.share)


def treatments(report: PlanReport, change: Change) -> tuple[tuple[str, Treatment], ...]:
    """Return both sides of a change with what they are called."""
    return (
        (report.sides[BEFORE], change.before),
        (report.sides[AFTER], change.after),
    )


def path(treatment: Treatment) -> tuple[str, ...]:
    """Return the way of a change's witness on one side, hop by hop."""
    if treatment.witness is None:
        return ()
    hops: list[str] = []
    for step in treatment.witness.trace.steps:
        for hop in _hop(treatment, step):
            if not hops or hops[-1] != hop:
                hops.append(hop)
    return tuple(hops)


def end(treatment: Treatment) -> str:
    """Return how a change's witness ends on one side, in words."""
    if treatment.witness is None:
        return "nobody answers: no entry has this line"
    return ending(treatment.witness.trace.end)


def _hop(treatment: Treatment, step: Step) -> Iterator[str]:
    """Yield what a step of a trace is on a short way; most that is not noticed is left out."""
    match step.kind:
        case "rule":
            yield f"{_rules(treatment, step)} rule {step.detail}"
        case "step":
            script, _, name = step.name.partition(" ")
            yield f"script {script}" if name == "start" else f"{script} {name}"
        case "hear":
            yield f"hears {step.name}"
        case "press" | "key":
            pressed = " ".join(key(one) for one in step.name.split(" "))
            wrong = ", which is no choice" if step.detail == "invalid" else ""
            yield f"presses {pressed}{wrong}"
        case "silence":
            yield "silence"
        case "lookup" | "transfer":
            yield f"{step.kind} {step.name} {step.detail}"
        case "share":
            yield f"share {step.name}"
        case "queue":
            yield f"queue {step.name}"
        case "record":
            yield f"recording {step.name}"
        case "closed":
            yield f"{step.name} is closed"
        case "at-close":
            yield f"{step.name} has closed"
        case "wait":
            yield f"waits {duration(int(step.detail))}"
        case _:
            return


def _rules(treatment: Treatment, step: Step) -> str:
    """Return the kind and name of the rules that took a contact."""
    if treatment.witness is None:
        return step.name
    found = treatment.witness.way.walk.space.center.program.declaration_at(step.span)
    return step.name if found is None else f"{found.kind} {step.name}"


def example(report: PlanReport, change: Change) -> str:
    """Return the contact of a change's witness as a scenario writes it, with all that is given."""
    for side, treatment in ((AFTER, change.after), (BEFORE, change.before)):
        if treatment.witness is not None:
            witness = treatment.witness
            return as_line(center_on(report.plan, side), witness.contact, witness.world)
    return ""


def center_on(plan: Plan, side: int) -> Center:
    """Return one of the centers as the interpreter reads it."""
    lane = plan.comparison.joint.lanes[side]
    return center_of(lane.walk, lane.half.view)


def causes(report: PlanReport, change: Change) -> tuple[str, ...]:
    """Return the changed lines behind a change: `main.ccdsl:14`, and which side has them."""
    return _lines(report, change.because)


def _lines(report: PlanReport, lines: tuple[Because, ...]) -> tuple[str, ...]:
    names = {"before": report.sides[BEFORE], "after": report.sides[AFTER]}
    return tuple(f"{path}:{line} ({names[side]})" for side, path, line in places(lines))


def places(lines: Iterable[Because]) -> tuple[tuple[str, str, int], ...]:
    """Return side, file and number of lines, each once, whatever is declared there."""
    return tuple(dict.fromkeys((one.side, one.path, one.line) for one in lines))
