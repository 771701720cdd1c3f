"""Leads and members of teams."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.words import first_here


@rule("CC602", Severity.ERROR)
def lead_is_member(program: Program, facts: Facts) -> Iterator[Finding]:
    """Lead of a team is one of its members.

    Why: nobody supervises themselves; a lead who may answer serves the team's queues anyway.
    Example:
        roster "people/roster.yaml"
        role agent may answer
        team desk {
          lead     maria
          members  maria, ana    # CC602
          queues   help
        }
    Use instead: take the lead out of the members.
    """
    del facts
    for team in program.teams.values():
        for member in team.members:
            if member.text == team.lead.text:
                yield Finding(
                    message=f"`{member.text}` leads team `{team.name.text}`",
                    span=member.span,
                    help="take the lead out of the members",
                    labels=first_here(team.lead.span, "the lead is named here"),
                )
