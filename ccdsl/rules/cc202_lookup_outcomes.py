"""Look-ups say what every outcome of their data source does."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.words import did_you_mean, first_here, listed, repeats
from ccdsl.syntax import ast

FAILED = "failed"


@rule("CC202", Severity.ERROR, hides=("CC206", "CC218", "CC229"))
def lookup_outcomes(program: Program, facts: Facts) -> Iterator[Finding]:
    """Look-up does not fit the outcomes of its data source.

    Why: every outcome is written, so that nobody is lost when the answer is a surprise. `failed` is
    always one more: the source may not answer in time.
    Example:
        script hello version 1 in-service {
          start { -> customer }
          lookup customer {    # CC202
            from crm
            found -> queue help
            missing -> queue help
          }
        }
    Use instead: one line for each outcome of the data source, and one for `failed`.
    """
    del facts
    for source in program.data_sources.values():
        for outcome in source.outcomes:
            if outcome.text == FAILED:
                message = "`failed` is an outcome of every data source, without being listed"
                yield Finding(message=message, span=outcome.span, help="take it out of the list")
    for _, lookup in program.nodes(ast.Lookup):
        asked = program.data_sources.get(lookup.source.text)
        if asked is not None and not program.is_broken(asked.span):
            yield from _judged(lookup, asked)


def _judged(lookup: ast.Lookup, source: ast.DataSource) -> Iterator[Finding]:
    known = [*(outcome.text for outcome in source.outcomes if outcome.text != FAILED), FAILED]
    written = [line.outcome.text for line in lookup.outcomes]
    unknown = [line for line in lookup.outcomes if line.outcome.text not in known]
    for line in unknown:
        name = line.outcome.text
        yield Finding(
            message=f"data-source `{source.name.text}` has no outcome `{name}`",
            span=line.outcome.span,
            help=did_you_mean(name, known, f"its outcomes are {listed(known)}"),
            labels=first_here(source.name.span, "its outcomes are listed here"),
        )
    for again, first in repeats(lookup.outcomes, lambda line: line.outcome.text):
        message = f"outcome `{again.outcome.text}` is written twice"
        place, earlier = again.outcome.span, first_here(first.outcome.span)
        yield Finding(message=message, span=place, help="keep one of them", labels=earlier)
    missing = [name for name in known if name not in written]
    # A misspelt outcome is one mistake: the one that it was meant for is not missing as well.
    for name in missing if len(missing) > len(unknown) else ():
        yield Finding(
            message=f"lookup `{lookup.name.text}` does not say what happens on `{name}`",
            span=lookup.name.span,
            help=f"add a line like `{name} -> hang-up`",
        )
