"""CC703: a scenario that does not pass."""

from collections.abc import Iterator

from ccdsl.diagnostics import Label, Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program, View
from ccdsl.rules.rule import Finding, rule
from ccdsl.simulate.center import Center
from ccdsl.simulate.judge import Outcome, counts, run_scenario
from ccdsl.source import Span


@rule("CC703", Severity.ERROR, proof=True)
def scenario_fails(program: Program, facts: Facts) -> Iterator[Finding]:
    """Scenario does not pass.

    Why: a scenario says how one contact must end; when the center treats that contact otherwise,
    either the center or the scenario is wrong. Scenarios run in the center that is in service; one
    that waits for a draft (`since`) runs in the draft center.

    Example:
        scenario "Claims are answered" {
          dial    +18005550100 from +13105550199 at 2026-11-23 09:30
          press   1
          expect  queue life    # CC703
        }

    Use instead: `ccdsl call` shows the path step by step; mend the script or the scenario.
    """
    if program.center is None or facts.window is None:
        return
    judged: set[int] = set()
    for view in program.views:
        center = Center(program=program, view=view)
        for scenario in program.scenarios:
            if id(scenario) not in judged and counts(view, scenario.applies):
                judged.add(id(scenario))
                yield from _findings(run_scenario(center, scenario), view)


def _findings(outcome: Outcome, view: View) -> Iterator[Finding]:
    if outcome.trace is None and _lies_in(outcome.scenario.contact.span, outcome.failures[0].span):
        return  # That such a contact cannot come is said by CC701.
    where = "" if view.which == "in-service" else " in the draft center"
    name = outcome.scenario.name
    for failure in outcome.failures:
        yield Finding(
            message=f"this scenario does not pass{where}: {failure.message}",
            span=failure.span,
            help=failure.help or "`ccdsl test` shows the path the contact takes",
            labels=(Label(span=name.span, text="in this scenario"),)
            if failure.span != name.span
            else (),
        )


def _lies_in(whole: Span, part: Span) -> bool:
    return whole.path == part.path and whole.start <= part.start and part.end <= whole.end
