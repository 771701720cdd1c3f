"""What a release changes for contacts: the plan that is shown before, and recorded with it."""

from ccdsl.analysis.compare_sides import half_of
from ccdsl.analysis.plan import plan
from ccdsl.analysis.plan_records import Plan
from ccdsl.compiler import Compiled
from ccdsl.rules.answerable import is_whole


def plan_ahead(now: Compiled, then: Compiled) -> Plan | None:
    """Return what changes in service from one project to another.

    None where it is not clear what one of them says.
    """
    if not is_whole(now.diagnostics) or not is_whole(then.diagnostics):
        return None
    before = half_of(now.program, now.facts, "in-service")
    after = half_of(then.program, then.facts, "in-service")
    return None if before is None or after is None else plan((before, after))
