"""Recording begins after its notice."""

from collections.abc import Iterator

from ccdsl.diagnostics import Label, Severity
from ccdsl.model.facts import Facts, Visit
from ccdsl.model.flow import RecordNode
from ccdsl.model.program import Program
from ccdsl.rules.contacts import contacts_of, with_contacts
from ccdsl.rules.live import has_broken, visited
from ccdsl.rules.rule import Finding, rule
from ccdsl.syntax import ast


@rule("CC221", Severity.ERROR)
def recording_without_notice(program: Program, facts: Facts) -> Iterator[Finding]:
    """Recording starts before its notice was heard.

    Why: whoever is recorded is told first. The notice is the prompt that a `recording` names; it
    must have been played or said on every way that leads to `record on`. Before the talk with an
    agent of a recorded queue it is played by itself.
    Example:
        prompt recorded {
          en-US "This call is recorded."
          es-US "Esta llamada se graba."
        }
        recording standard {
          queues help
          notice recorded
        }
        routing inbound version 1 in-service {
          otherwise {
            record on    # CC221
            -> queue help
          }
        }
    Use instead: `play recorded` before `record on`.
    """
    notices = [one.notice for one in program.recordings.values() if one.notice is not None]
    if not program.unresolved.isdisjoint(name.span for name in notices):
        return
    if has_broken(program, ast.Recording) or not program.loose.isdisjoint(program.prompts):
        return
    for _, node, visits in visited(facts):
        if not isinstance(node, RecordNode) or not node.on:
            continue
        unaware = [one for one in visits if one.channel == "voice" and not one.noticed]
        if unaware:
            yield _finding(node, notices, unaware)


def _finding(node: RecordNode, notices: list[ast.Name], unaware: list[Visit]) -> Finding:
    if not notices:
        return Finding(
            message="recording starts here, and no notice of it was ever heard",
            span=node.span,
            help=with_contacts(
                "write a `recording` with a `notice`, and `play` that prompt first",
                contacts_of(unaware, "unnoticed"),
            ),
        )
    return Finding(
        message="recording starts here, and its notice may not have been heard",
        span=node.span,
        help=with_contacts(
            f"`play {notices[0].text}` on every way that leads here",
            contacts_of(unaware, "unnoticed"),
        ),
        labels=(Label(span=notices[0].span, text="this is the notice"),),
    )
