"""People who are told of messages."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.words import first_here
from ccdsl.syntax import ast


@rule("CC608", Severity.ERROR)
def cannot_be_told(program: Program, facts: Facts) -> Iterator[Finding]:
    """Somebody who is told of messages has no email address.

    Why: a voicemail tells people by email; without an address, the message waits unheard.
    Example:
        roster "people/roster.yaml"
        role agent may answer
        voicemail sales {
          notify ana    # CC608
        }
    Use instead: somebody with an `email` in the roster, or an address in quotes.
    """
    del facts
    for voicemail in program.voicemails.values():
        for told in voicemail.notify:
            person = (program.people or {}).get(told.text) if isinstance(told, ast.Name) else None
            if person is not None and person.email is None:
                yield Finding(
                    message=f"{person.name} has no email address in the roster",
                    span=told.span,
                    help="add an `email` there, or write an address in quotes here",
                    labels=first_here(person.span, "this is the entry"),
                )
