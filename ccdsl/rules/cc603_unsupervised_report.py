"""Reports that their supervisors receive."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.recipients import Recipients
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.staffing import supervisors
from ccdsl.rules.words import listed


@rule("CC603", Severity.ERROR, whole=True)
def report_without_supervisor(program: Program, facts: Facts) -> Iterator[Finding]:
    """No supervisor of its queues receives a report.

    Why: figures about a queue are for those who can do something about it: the lead of a team that
    lists the queue, whose role may `see-reports`. Judged where there is a roster.
    Example:
        roster "people/roster.yaml"
        role supervisor may answer, see-reports
        role administrator may see-reports
        team desk { lead maria  queues help }
        report daily {    # CC603
          queues  help
          show    offered
          every   mon-fri at 07:00
          to      person jordan
          format  csv
        }
    Use instead: `to supervisors of desk`.
    """
    del facts
    if program.people is None:
        return
    recipients, in_charge = Recipients(program), supervisors(program)
    for report in program.reports.values():
        if any(recipients.wrong(one) for one in report.recipients):
            continue  # One error about a report is enough.
        reached = recipients.reached(report.recipients)
        known = [queue.text for queue in report.queues if queue.text in program.queues]
        wanted = {person.id for queue in known for person in in_charge.get(queue, ())}
        if known and not wanted & reached:
            yield Finding(
                message=f"no supervisor of {listed(known)} receives report `{report.name.text}`",
                span=report.name.span,
                help=f"write `to supervisors of {known[0]}`"
                if in_charge.get(known[0])
                else "let a team list the queue, with a lead whose role may `see-reports`",
            )
