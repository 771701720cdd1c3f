"""Scenarios run and judged: what was expected beside what happened."""

from ccdsl.model.program import View
from ccdsl.record import record
from ccdsl.simulate.center import Center
from ccdsl.simulate.given import contact_of, world_of
from ccdsl.simulate.run import simulate
from ccdsl.simulate.trace import End, Step, Trace
from ccdsl.simulate.world import ChoiceError
from ccdsl.source import Span
from ccdsl.syntax import ast


@record
class Failure:
    """One thing that is not as the scenario says, at the line that says it."""

    message: str
    span: Span
    help: str | None = None


@record
class Outcome:
    """A scenario run: it passed when `failures` is empty.

    `trace` is None where it could not run to its end; `steps` is how far it came.
    """

    scenario: ast.Scenario
    trace: Trace | None
    steps: tuple[Step, ...]
    failures: tuple[Failure, ...]

    @property
    def passed(self) -> bool:
        """Whether everything is as the scenario says."""
        return not self.failures


def counts(view: View, applies: tuple[ast.Applies, ...]) -> bool:
    """Clause 9: whether a scenario or requirement counts in a center.

    It does where the version of its `since`, or a later one, and of its `until`, or an earlier
    one, is in service there.
    """
    for one in applies:
        chosen = view.chosen(one.of, one.name.text)
        if chosen is None:
            return False
        number = chosen.version.number.value
        if number < one.version.value if one.word == "since" else number > one.version.value:
            return False
    return True


def run_scenario(center: Center, scenario: ast.Scenario) -> Outcome:
    """Run one scenario and compare what happened with what it says."""
    try:
        contact = contact_of(center.program, scenario)
        trace = simulate(center, contact, world_of(scenario))
    except ChoiceError as error:
        failure = Failure(message=error.message, span=error.span, help=error.help)
        return Outcome(scenario=scenario, trace=None, steps=error.steps, failures=(failure,))
    told = (*_end(scenario, trace), *_heard(scenario, trace))
    failures = (*told, *_passed(center.view, scenario, trace))
    return Outcome(scenario=scenario, trace=trace, steps=trace.steps, failures=failures)


def _end(scenario: ast.Scenario, trace: Trace) -> tuple[Failure, ...]:
    wanted = scenario.expect
    if matches(wanted, trace.end):
        return ()
    message = f"it ends at {trace.end}, not at {told_end(wanted)}"
    return (Failure(message=message, span=wanted.span),)


def told_end(wanted: ast.End) -> str:
    """Return an end as it is written."""
    return f"{wanted.end} {_name(wanted)}".rstrip()


def matches(wanted: ast.End, end: End) -> bool:
    """Whether an end is meant; without a name, any of its kind.

    A transfer is named by the person or number reached, or by the attribute that held it.
    """
    return wanted.end == end.kind and (wanted.name is None or _name(wanted) in (end.name, end.by))


def _name(end: ast.End) -> str:
    match end.name:
        case ast.Phone():
            return end.name.number
        case ast.Name():
            return end.name.text
        case None:
            return ""


def _heard(scenario: ast.Scenario, trace: Trace) -> tuple[Failure, ...]:
    heard = trace.heard
    failures = []
    if scenario.hears is not None:
        wanted = tuple(name.text for name in scenario.hears)
        as_told = _among(wanted, heard) if scenario.among_others else wanted == heard
        if not as_told:
            said = ", ".join(heard) or "nothing"
            span = scenario.hears[0].span.to(scenario.hears[-1].span)
            failures.append(Failure(message=f"the caller hears {said}", span=span))
    failures += [
        Failure(message=f"the caller does hear `{name.text}`", span=name.span)
        for name in scenario.does_not_hear
        if name.text in heard
    ]
    return tuple(failures)


def _among(wanted: tuple[str, ...], heard: tuple[str, ...]) -> bool:
    """Whether all of `wanted` is heard in this order, whatever else is heard between."""
    rest = iter(heard)
    return all(name in rest for name in wanted)


def _passed(view: View, scenario: ast.Scenario, trace: Trace) -> tuple[Failure, ...]:
    failures = []
    for told in scenario.passes:
        for place in told.places:
            if goes_through(view, place, trace) is told.never:
                does = "goes" if told.never else "does not go"
                message = f"the contact {does} through {told_place(place)}"
                failures.append(Failure(message=message, span=place.span))
    return tuple(failures)


def goes_through(view: View, place: ast.Place, trace: Trace) -> bool:
    """Whether a contact goes through a script, a step, a queue or an after-hours policy."""
    name = place.name.text
    match place.of:
        case "script":
            wanted = f"{name} {place.step.text if place.step else 'start'}"
            return any(step.kind == "step" and step.name == wanted for step in trace.steps)
        case "queue":
            return any(step.kind == "queue" and step.name == name for step in trace.steps)
        case "after-hours":
            # A routing or an overflow may have the same name: its rules stand elsewhere.
            policy = view.after_hours.get(name)
            rules = {rule.span for rule in policy.rules} if policy else set()
            return any(step.kind == "rule" and step.span in rules for step in trace.steps)


def told_place(place: ast.Place) -> str:
    """Return a place as it is written."""
    step = f" step {place.step.text}" if place.step else ""
    return f"{place.of} {place.name.text}{step}"
