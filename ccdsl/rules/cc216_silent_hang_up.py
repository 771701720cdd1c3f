"""Calls that end without a word."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.flow import HangUpNode
from ccdsl.model.program import Program
from ccdsl.rules.contacts import contacts_of, with_contacts
from ccdsl.rules.live import arrives, visited
from ccdsl.rules.rule import Finding, rule


@rule("CC216", Severity.WARNING)
def silent_hang_up(program: Program, facts: Facts) -> Iterator[Finding]:
    """Call is ended without a word.

    Why: a caller who hears nothing before the line goes dead calls again. It is a warning if there
    is a way to this `hang-up` on which nothing was played or said; waiting with music or
    announcements counts as something.
    Example:
        callers pranksters {
          +12125550187
        }
        routing inbound version 1 in-service {
          when caller in pranksters -> hang-up    # CC216
          otherwise                 -> queue help
        }
    Use instead: `play` a sentence before it. If silence is meant, say so with an ignore.
    """
    for _, node, visits in visited(facts):
        if not isinstance(node, HangUpNode):
            continue
        mute = [one for one in visits if one.channel == "voice" and one.silent]
        if mute:
            yield Finding(
                message="a caller is cut off here before anything was said",
                span=node.span,
                help=with_contacts("`play` a sentence first", contacts_of(mute, "unheard")),
                labels=arrives(program, mute[0]),
            )
