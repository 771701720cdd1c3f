"""Entries whose contacts could not be followed to all ends."""

from collections.abc import Iterator

from ccdsl.diagnostics import Label, Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.words import listed

_MOST_SHOWN = 2


@rule("CC227", Severity.ERROR)
def undecided(program: Program, facts: Facts) -> Iterator[Finding]:
    """What becomes of contacts could not be decided.

    Why: who comes where is worked out for every contact at every instant. Where conditions overlap
    in too many ways that takes more steps than there is a budget for. Nobody knows then what is
    wrong there, and what is not known is not taken for fine.
    Example:
        entry front {    # CC227, where it leads to thousands of rules that overlap
          voice    +18005550100
          routing  inbound
        }
    Use instead: rules that overlap less, such as one list of callers in the place of many prefixes;
    or entries with routings of their own, which share fewer scripts and queues.
    """
    names = {name for reach in facts.reach.values() for name in reach.undecided}
    names.update(facts.tested.undecided)
    entries = [entry for name, entry in program.entries.items() if name in names]
    if not entries:
        return
    first, *others = entries
    named = listed([entry.name.text for entry in entries])
    word = "entries" if others else "entry"
    yield Finding(
        message=f"what becomes of all contacts of {word} {named} could not be decided",
        span=first.name.span,
        help="write rules that overlap less, or let fewer entries share scripts and queues",
        labels=tuple(
            Label(span=entry.name.span, text="nor of those who arrive here")
            for entry in others[:_MOST_SHOWN]
        ),
    )
