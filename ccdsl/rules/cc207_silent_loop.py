"""Loops that a silent caller never leaves."""

from collections.abc import Iterator

from ccdsl.diagnostics import Label, Severity
from ccdsl.model.facts import Facts, Hop, Loop
from ccdsl.model.program import Program
from ccdsl.rules.contacts import with_contacts
from ccdsl.rules.rule import Finding, rule


@rule("CC207", Severity.ERROR)
def silent_loop(program: Program, facts: Facts) -> Iterator[Finding]:
    """Loop that a silent caller never leaves.

    Why: somebody who says and presses nothing, an answering machine for instance, goes round for
    ever and keeps a line busy. What a caller chooses by a key may come back as often as they like;
    what silence leads to must come to an end. The hour, the flags and the numbers do not change
    during a call: who is not let out by them the first time never is.
    Example:
        prompt choices {
          en-US "For help, press 1."
          es-US "Para ayuda, oprima 1."
        }
        routing inbound version 1 in-service {
          otherwise -> script greeter
        }
        script greeter version 1 in-service {
          start {
            -> top
          }
          menu top {
            say choices
            key 1 "Help" -> queue help
            no-input -> top    # CC207
            invalid  -> queue help
          }
        }
    Use instead: `repeat 2` in the menu, and a `no-input` that ends in a queue, a voicemail or
    `hang-up`; or `-> top at-most 2 else -> queue help`.
    """
    del program
    for loop in dict.fromkeys(loop for loops in facts.loops.values() for loop in loops):
        yield _finding(loop)


def _finding(loop: Loop) -> Finding:
    *before, closing = loop.hops
    gates = [
        Label(span=span, text="who does not leave here at once never does") for span in loop.gates
    ]
    way = " -> ".join(f"`{name}`" for name in _names(loop))
    if loop.asks:
        never = "may never leave" if loop.gates else "never leaves"
        message = f"a caller who stays silent {never} this loop: {way}"
        way_out = "let silence end in a queue, a voicemail or `hang-up`"
        if closing.flow == loop.hops[0].flow:
            way_out += f", or write `-> {loop.hops[0].step} at-most 2 else …` here"
    else:
        message = f"this loop {'may never end' if loop.gates else 'never ends'}: {way}"
        way_out = "let a way out of it lead to a queue, a voicemail or `hang-up`"
    return Finding(
        message=message,
        span=closing.span,
        help=with_contacts(way_out, loop.contacts),
        labels=(
            *(Label(span=hop.span, text=f"`{_name(loop, hop)}` leads on here") for hop in before),
            *gates,
        ),
    )


def _names(loop: Loop) -> Iterator[str]:
    """Yield the steps on the way; after a call a loop comes back in the middle of one."""
    names = [_name(loop, hop) for hop in (*loop.hops, loop.hops[0])]
    yield from names[:-1] if len(loop.hops) > 1 and names[-1] == names[-2] else names


def _name(loop: Loop, hop: Hop) -> str:
    """Return a step's name; where the loop runs through several flows, with the flow's."""
    if len({each.flow for each in loop.hops}) == 1 and hop.flow[0] == "script":
        return hop.step
    return (
        hop.flow[1]
        if hop.step in ("", "start") or hop.flow[0] != "script"
        else (f"{hop.flow[1]}: {hop.step}")
    )
