"""When requirements and scenarios count."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.words import first_here, headed
from ccdsl.syntax import ast


@rule("CC702", Severity.ERROR)
def counts_nowhere(program: Program, facts: Facts) -> Iterator[Finding]:
    """No version lies between `since` and `until`.

    Why: a requirement or scenario that counts for no version shows nothing, and nobody would
    notice. The version need not be in the source any more.
    Example:
        script hello version 4 in-service {
          start { -> queue help }
        }
        require "Callers are served" {
          since  script hello version 4
          until  script hello version 3    # CC702
          never  hang-up
        }
    Use instead: the first version, and the last, for which it counts.
    """
    del facts
    declared: tuple[ast.Require | ast.Scenario, ...] = (*program.requires, *program.scenarios)
    for one in declared:
        for applies in one.applies:
            if applies.version.value < 1:
                message, place = "versions count from 1", applies.version.span
                yield Finding(message=message, span=place, help="write a number from 1")
        yield from _between(one)


def _between(one: ast.Require | ast.Scenario) -> Iterator[Finding]:
    for until in one.applies:
        for since in one.applies if until.word == "until" else ():
            same = (since.of, since.name) == (until.of, until.name)
            if since.word == "since" and same and since.version.value > until.version.value:
                yield Finding(
                    message=f"no version counts for {headed(one)}",
                    span=until.span,
                    help="write the first version after `since`, and the last after `until`",
                    labels=first_here(since.span, "it counts only from here on"),
                )
