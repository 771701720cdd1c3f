"""Rules of which earlier ones take a part."""

from collections.abc import Iterator

from ccdsl.diagnostics import Label, Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.contacts import about
from ccdsl.rules.rule import Finding, rule


@rule("CC226", Severity.INFO, whole=True)
def partly_covered(program: Program, facts: Facts) -> Iterator[Finding]:
    """Earlier rules take some of the contacts.

    Why: of the contacts that a rule is for, earlier ones may take some and treat them otherwise.
    That is what the order of rules is for; here is who they are, and at what share of the week
    they may arrive.
    Example:
        routing inbound version 1 in-service {
          when hours office is closed -> voicemail box
          when caller in vip -> queue help    # CC226
          otherwise -> queue help
        }
    Use instead: nothing, if the earlier rule is meant to come first.
    """
    del program
    for overlap in facts.tested.overlaps:
        *others, last = overlap.earlier
        text = "some of them leave here"
        yield Finding(
            message="earlier rules take some of the contacts that this one is for",
            span=overlap.span,
            help=about(overlap.contacts, share=True),
            labels=(
                *(Label(span=span, text=text) for span in others),
                Label(span=last, text=f"{text}{', and by more rules' if overlap.more else ''}"),
            ),
        )
