"""Recipients whom a report reaches."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.recipients import Recipients
from ccdsl.rules.rule import Finding, rule


@rule("CC604", Severity.ERROR, whole=True)
def recipient_out_of_reach(program: Program, facts: Facts) -> Iterator[Finding]:
    """Report does not reach a recipient.

    Why: reports are sent by email, to people whose role may `see-reports`. Whoever lacks one of the
    two would never know that there was a report. Judged where there is a roster.
    Example:
        roster "people/roster.yaml"
        role agent may answer
        team desk { lead maria  members ana  queues help }
        report daily {
          queues  help
          show    offered
          every   mon-fri at 07:00
          to      person ana    # CC604
          format  csv
        }
    Use instead: somebody with an email address in the roster, and the right.
    """
    del facts
    if program.people is None:
        return
    recipients = Recipients(program)
    for report in program.reports.values():
        for one in report.recipients:
            wrong = recipients.wrong(one)
            if wrong is not None:
                why, way_out = wrong
                yield Finding(
                    message=f"this report does not reach `{one.name.text}`: {why}",
                    span=one.span,
                    help=way_out,
                )
                break  # Then nothing else is said about this report.
