"""The center's country."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.countries import COUNTRIES, MEANT
from ccdsl.rules.rule import Finding, rule


@rule("CC113", Severity.ERROR)
def unknown_country(program: Program, facts: Facts) -> Iterator[Finding]:
    """Country does not exist.

    Why: platforms choose the format of numbers by the country; it is written with the two letters
    of ISO 3166-1.
    Example:
        center base {
          timezone    Europe/London
          country     UK    # CC113
          languages   en-GB
          calendar    2026-01-01 to 2027-12-31
          on-failure  -> hang-up
        }
    Use instead: `GB`.
    """
    del facts
    country = program.center.country if program.center else None
    if country is None or country.code in COUNTRIES:
        return
    meant = MEANT.get(country.code.upper(), country.code.upper())
    yield Finding(
        message=f"there is no country `{country.code}`",
        span=country.span,
        help=f"write `{meant}`" if meant in COUNTRIES else "write its two letters, such as `US`",
    )
