"""Scenarios as text, as people know it from test runners: a mark for each, failures in full."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby

from ccdsl.report.call import Call, place
from ccdsl.report.call_text import render as render_call
from ccdsl.report.color import Paint, Style
from ccdsl.report.display import visible
from ccdsl.scenarios.running import Change, Tests
from ccdsl.simulate.given import contact_of
from ccdsl.simulate.judge import Outcome, told_end

_ROW = 60
_WIDTH = 34


def render(tests: Tests, *, color: bool = False, verbose: bool = False) -> str:
    """Return a line of marks for each file, every failure with its trace, and the count."""
    paint = Paint(color=color)
    lines = list(_files(tests, paint, verbose=verbose))
    for outcome in tests.failed:
        lines += ["", *_failure(tests, outcome, paint)]
    lines += [*([""] if lines else []), summary(tests)]
    return "".join(f"{line}\n" for line in lines)


def summary(tests: Tests) -> str:
    """Return how many passed and failed; no scenarios at all are said too."""
    if not tests.outcomes and not tests.elsewhere:
        return "no scenarios"
    failed, total = len(tests.failed), len(tests.outcomes)
    parts = [f"{failed} failed"] if failed else []
    parts.append(f"{total - failed} passed")
    if tests.elsewhere:
        parts.append(f"{len(tests.elsewhere)} left out (they are about other versions)")
    return ", ".join(parts)


def _files(tests: Tests, paint: Paint, *, verbose: bool) -> Iterator[str]:
    for path, group in groupby(tests.outcomes, key=lambda one: one.scenario.span.path):
        outcomes = list(group)
        if verbose:
            yield path
            for one in outcomes:
                title = visible(one.scenario.name.text)
                yield f"  {_mark(one, paint, 'ok    ', 'FAILED')}  {title}"
        else:
            for at in range(0, len(outcomes), _ROW):
                row = outcomes[at : at + _ROW]
                marks = "".join(_mark(one, paint, ".", "F") for one in row)
                yield f"{path} {marks}"


def _mark(outcome: Outcome, paint: Paint, passed: str, failed: str) -> str:
    return paint(Style.HELP, passed) if outcome.passed else paint(Style.ERROR, failed)


def _failure(tests: Tests, outcome: Outcome, paint: Paint) -> Iterator[str]:
    """Yield a failure: what is wrong at which line, what was expected, and the way it took."""
    program = tests.center.program
    title = visible(outcome.scenario.name.text)
    yield f"{paint(Style.ERROR, 'FAILED')} {paint(Style.MESSAGE, title)}"
    for failure in outcome.failures:
        path, line = place(program, failure.span)
        yield f"  {path}:{line}: {failure.message}"
        if failure.help:
            yield f"    {paint(Style.HELP, f'help: {failure.help}')}"
    if outcome.trace is not None:
        yield from (f"  {row}" for row in _beside(outcome, paint))
    yield "  the way it takes:"
    yield from (f"  {row}" for row in trace(tests, outcome).splitlines())


def trace(tests: Tests, outcome: Outcome) -> str:
    """Return the way that the contact of a scenario takes, as far as it comes."""
    if not outcome.steps:
        return ""
    call = Call(
        center=tests.center,
        contact=contact_of(tests.center.program, outcome.scenario),
        steps=outcome.steps,
        end=outcome.trace.end if outcome.trace else None,
    )
    return render_call(call, explain=True)


def _beside(outcome: Outcome, paint: Paint) -> Iterator[str]:
    """Yield what was expected beside what happened, differences marked."""
    wanted, heard = _told(outcome)
    yield paint(Style.GUTTER, f"  {'expected':<{_WIDTH}}  happened")
    for kind, first, last, start, end in SequenceMatcher(
        None, wanted, heard, autojunk=False
    ).get_opcodes():
        left, right = wanted[first:last], heard[start:end]
        for number in range(max(len(left), len(right))):
            one = left[number] if number < len(left) else ""
            other = right[number] if number < len(right) else ""
            mark = " " if kind == "equal" else "!"
            row = f"{mark} {one:<{_WIDTH}}  {other}".rstrip()
            yield row if kind == "equal" else paint(Style.WARNING, row)


def _told(outcome: Outcome) -> tuple[list[str], list[str]]:
    """Return what a scenario expects and what happened, prompts first, then the end."""
    scenario, trace_ = outcome.scenario, outcome.trace
    assert trace_ is not None  # noqa: S101 - only called where there is a trace
    end = str(trace_.end)
    if scenario.expect.name is None and scenario.expect.end == trace_.end.kind:
        end = scenario.expect.end
    wanted, heard = [f"=> {told_end(scenario.expect)}"], [f"=> {end}"]
    if scenario.hears is not None and not scenario.among_others:
        wanted = [f"hears {name.text}" for name in scenario.hears] + wanted
        heard = [f"hears {name}" for name in trace_.heard] + heard
    return wanted, heard


def render_changes(found: Sequence[Change], *, color: bool = False) -> str:
    """Return what a draft changes in scenarios."""
    if not found:
        return "the draft changes no scenario\n"
    paint = Paint(color=color)
    lines = [f"the draft changes {len(found)} scenario{'s' if len(found) > 1 else ''}:"]
    for change in found:
        lines.append(f"  {paint(Style.MESSAGE, visible(change.before.scenario.name.text))}")
        lines += [
            f"    in service: {_short(change.before)}",
            f"    draft:      {_short(change.after)}",
        ]
    return "".join(f"{line}\n" for line in lines)


def _short(outcome: Outcome) -> str:
    if outcome.trace is None:
        return f"breaks off: {outcome.failures[0].message}"
    heard = ", ".join(outcome.trace.heard) or "nothing"
    return f"{outcome.trace.end}, after hearing {heard}"
