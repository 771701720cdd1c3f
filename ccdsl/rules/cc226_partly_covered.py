"""Rules of which earlier ones take a part."""

from collections.abc import Iterator

from ccdsl.diagnostics import Label, Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.contacts import about, share_of_week
from ccdsl.rules.rule import Finding, rule

_MOST_TOLD = 100
"""Of so many rules it is told who the contacts are; of the others, how often they may come."""


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
    for number, overlap in enumerate(facts.tested.overlaps):
        is_told = number < _MOST_TOLD
        *others, last = overlap.earlier
        text = "some of them leave here"
        yield Finding(
            message="earlier rules take some of the contacts that this one is for",
            span=overlap.span,
            help=about(overlap.contacts, share=True)
            if is_told
            else share_of_week(overlap.contacts),
            labels=(
                *(Label(span=span, text=text) for span in others),
                Label(span=last, text=f"{text}{', and by more rules' if overlap.more else ''}"),
            ),
        )
