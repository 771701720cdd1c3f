"""Attributes that are set before they are spoken."""

from collections.abc import Iterator

from ccdsl.diagnostics import Label, Severity
from ccdsl.model.facts import Facts, FlowKey, Unset, is_own
from ccdsl.model.program import Program
from ccdsl.model.sayings import wording_in
from ccdsl.model.speech import spoken
from ccdsl.model.tested import Together
from ccdsl.rules.contacts import with_contacts
from ccdsl.rules.live import said_place
from ccdsl.rules.rule import Finding, rule
from ccdsl.source import Span


@rule("CC212", Severity.ERROR)
def spoken_unset(program: Program, facts: Facts) -> Iterator[Finding]:
    """Attribute is spoken where it may not be set.

    Why: the caller would hear a gap: "Your balance is … dollars." An attribute is set by its entry,
    by `set`, by what a caller types or by a look-up that found something; it must be set on every
    way that leads to the prompt. To transfer to it, look up by it, show it or ask about it is no
    error: `else`, the other outcomes and the rest of the rules say what happens without it.
    Example:
        attribute balance number
        prompt your_balance {
          en-US "Your balance is {balance} dollars."
          es-US "Su saldo es de {balance} dólares."
        }
        routing inbound version 1 in-service {
          otherwise {
            play your_balance    # CC212
            -> queue help
          }
        }
    Use instead: say it only after the attribute is set, and another prompt where it is unknown.
    """
    told: dict[tuple[str, Span], list[Unset]] = {}
    for which, found in facts.unset.items():
        for unset in found:
            flow = facts.flows[which][unset.flow]
            if not is_own(flow, which):
                continue
            if program.attributes[unset.attribute].secret:
                continue  # That it is spoken at all is the mistake.
            place = unset.span
            if unset.node and place == flow.nodes[unset.node].span:
                place = said_place(flow, flow.nodes[unset.node], unset.prompt)
            told.setdefault((unset.attribute, place), []).append(unset)
    for (attribute, place), each in told.items():
        yield _finding(program, attribute, each, place)


def _finding(program: Program, attribute: str, found: list[Unset], place: Span) -> Finding:
    unset = found[0]
    return Finding(
        message=f"`{unset.prompt}` speaks `{attribute}`, and here it may not be set",
        span=place,
        help=with_contacts(
            f"set `{attribute}` on every way that leads here; without it a contact of entry "
            f"`{unset.entry}` comes by {_spelled(unset.way)}",
            Together([each.contacts for each in found]),
        ),
        labels=tuple(_spoken_here(program, unset)),
    )


def _spoken_here(program: Program, unset: Unset) -> Iterator[Label]:
    wording = wording_in(program.prompts[unset.prompt], unset.language)
    for name in spoken(wording.text) if wording else ():
        if name.text == unset.attribute:
            yield Label(span=name.span, text="it is spoken here")
            return


def _spelled(way: tuple[FlowKey, ...]) -> str:
    return ", ".join(f"{kind} `{name}`" for kind, name in way)
