"""CC204: a rule that earlier ones cover."""

from collections.abc import Iterator

from ccdsl.diagnostics import Label, Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.model.tested import Dead
from ccdsl.rules.contacts import with_contacts
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.treated import becomes


@rule("CC204", Severity.ERROR, whole=True, yields=True)
def covered_rule(program: Program, facts: Facts) -> Iterator[Finding]:
    """Rule can never match.

    Why: rules are tried from the top, and earlier ones, alone or together, already take every
    contact that this one is for; in an overflow also one that takes everybody before they have
    waited so long. Usually the order is wrong: the narrower rule comes first.

    Example:
        routing inbound version 1 in-service {
          when caller in vip -> queue help
          when caller in vip and hours office is open -> voicemail box    # CC204
          otherwise -> queue help
        }

    Use instead: put the narrower rule first, or delete it.
    """
    del program
    for dead in facts.tested.dead:
        if dead.why == "covered":
            yield _covered(dead)
        elif dead.why == "gone":
            yield _gone(dead)


def _covered(dead: Dead) -> Finding:
    alone = len(dead.earlier) + dead.more == 1
    text = "every contact that it is for leaves here" if alone else "some that it is for leave here"
    text += ", if not before" if alone and dead.sooner else ""
    way_out = "delete it: those contacts are treated so already"
    if dead.instead:
        above = "the earlier one" if alone else "the earlier ones"
        way_out = (
            f"move it above {above}, or delete it: now {becomes(dead.instead, some=dead.some)}"
        )
        way_out = with_contacts(way_out, dead.contacts)
    return Finding(
        message="this rule can never match",
        span=dead.span,
        help=way_out,
        labels=_labels(dead, text),
    )


def _gone(dead: Dead) -> Finding:
    alone = len(dead.earlier) + dead.more == 1
    text = "before it can match, every contact has left here" if alone else "contacts leave here"
    return Finding(
        message="this rule can never match: no contact waits so long",
        span=dead.span,
        help="let it match after a shorter wait than that, or delete it",
        labels=_labels(dead, text),
    )


def _labels(dead: Dead, text: str) -> tuple[Label, ...]:
    *others, last = dead.earlier
    more = f", and by {dead.more} more rules" if dead.more else ""
    labels = (Label(span=span, text=text) for span in others)
    return (*labels, Label(span=last, text=f"{text}{more}"))
