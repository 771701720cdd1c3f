"""Running scenarios: in one center, or in both to see what a draft changes."""

from collections.abc import Callable, Iterator

from ccdsl.model.program import Program, View
from ccdsl.record import record
from ccdsl.scenarios.coverage import Coverage, measure
from ccdsl.simulate.center import Center
from ccdsl.simulate.judge import Outcome, counts, run_scenario
from ccdsl.syntax import ast


@record
class Tests:
    """What came of the scenarios that count in a center, in the order of the source.

    `elsewhere` are those that count only in another version of the center.
    """

    center: Center
    outcomes: tuple[Outcome, ...]
    elsewhere: tuple[ast.Scenario, ...]

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """The scenarios that did not pass."""
        return tuple(one for one in self.outcomes if not one.passed)


@record
class Change:
    """A scenario that ends or sounds otherwise in the draft center."""

    before: Outcome
    after: Outcome


def run_tests(
    program: Program, view: View, is_meant: Callable[[str], bool] = lambda _: True
) -> Tests:
    """Run every scenario whose title is meant."""
    center = Center(program=program, view=view)
    meant = [one for one in program.scenarios if is_meant(one.name.text)]
    here = [one for one in meant if counts(view, one.applies)]
    known = {id(one) for one in here}
    return Tests(
        center=center,
        outcomes=tuple(run_scenario(center, one) for one in here),
        elsewhere=tuple(one for one in meant if id(one) not in known),
    )


def coverage_of(tests: Tests) -> Coverage:
    """Return what the scenarios cover of their center; one that broke off covers nothing."""
    traces = (one.trace for one in tests.outcomes if one.trace is not None)
    return measure(tests.center.program, tests.center.view, traces)


def changes(program: Program, is_meant: Callable[[str], bool] = lambda _: True) -> Iterator[Change]:
    """Yield the scenarios that a draft changes, whichever center they count in."""
    now, then = (Center(program=program, view=view) for view in program.views)
    for scenario in program.scenarios:
        if is_meant(scenario.name.text):
            before, after = run_scenario(now, scenario), run_scenario(then, scenario)
            if _told(before) != _told(after):
                yield Change(before=before, after=after)


def _told(outcome: Outcome) -> object:
    """Return what a caller notices."""
    if outcome.trace is None:
        return tuple(failure.message for failure in outcome.failures)
    return outcome.trace.end, outcome.trace.heard
