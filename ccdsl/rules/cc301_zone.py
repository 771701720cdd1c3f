"""Time zones."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.model.zones import zone_names
from ccdsl.rules.rule import Finding, rule
from ccdsl.syntax import ast
from ccdsl.syntax.wording import nearest


@rule("CC301", Severity.ERROR)
def unknown_zone(program: Program, facts: Facts) -> Iterator[Finding]:
    """Time zone does not exist.

    Why: without its time zone nobody knows when a center opens. Zones are written as the IANA
    writes them, by a region and a city, since letters such as `EST` forget about summer time.
    Example:
        hours office {
          mon-fri   08:00-17:00
          timezone  America/New_Yrok    # CC301
        }
    Use instead: `America/New_York`.
    """
    del facts
    zones = [program.center.timezone] if program.center else []
    zones += [hours.timezone for hours in program.hours.values() if hours.timezone]
    for zone in zones:
        if zone.name not in zone_names():
            meant = _meant(zone)
            yield Finding(
                message=f"there is no time zone `{zone.name}`",
                span=zone.span,
                help=f"did you mean `{meant}`?" if meant else "write it like `America/New_York`",
            )


def _meant(zone: ast.Zone) -> str | None:
    """Return the nearest zone, whatever the case of its letters."""
    by_lower = {name.lower(): name for name in sorted(zone_names())}
    near = nearest(zone.name, list(by_lower))
    if near is None:
        named = sorted(zone_names(), reverse=True)
        cities = {name.lower().rpartition("/")[2]: name for name in named}
        city = zone.name.rpartition("/")[2]
        return cities.get(city.lower())
    return by_lower[near]
