"""Actions that a channel cannot do."""

from collections.abc import Iterator

from ccdsl.diagnostics import Label, Severity
from ccdsl.model.facts import Facts, Visit
from ccdsl.model.flow import AnyNode, CallbackNode, CollectNode, MenuNode, RecordNode, TransferNode
from ccdsl.model.program import Program
from ccdsl.rules.contacts import contacts_of, with_contacts
from ccdsl.rules.live import arrives, contacts, place_of, visited
from ccdsl.rules.rule import Finding, rule


@rule("CC210", Severity.ERROR)
def channel_cannot(program: Program, facts: Facts) -> Iterator[Finding]:
    """Action that a channel cannot do.

    Why: only a call can be recorded, transferred or called back, and an email cannot answer a menu.
    A chat that comes to such a step is stuck. A queue's own lines of that kind (its keys, music,
    announcements, whisper, greeting) are left out on other channels and are no error.
    Example:
        entry website {
          chat     "help.example"
          routing  chats
        }
        routing chats version 1 in-service {
          otherwise -> transfer +18005550199 else -> queue help    # CC210
        }
    Use instead: send them elsewhere before: `when channel is chat -> queue help`.
    """
    for flow, node, visits in visited(facts):
        word = _voice_only(node)
        stuck = [visit for visit in visits if visit.channel != "voice"] if word else []
        if isinstance(node, MenuNode | CollectNode):
            word = "a menu" if isinstance(node, MenuNode) else "a collect"
            stuck = [visit for visit in visits if visit.channel == "email"]
        if stuck:
            yield Finding(
                message=_message(word, stuck),
                span=place_of(flow, node),
                help=with_contacts(
                    f"send them elsewhere before: `when channel is {stuck[0].channel} -> …`",
                    contacts_of(stuck),
                ),
                labels=tuple(_entries(program, stuck)),
            )


def _voice_only(node: AnyNode) -> str:
    """Return the word for a step that only a call can take, "" for any other."""
    match node:
        case RecordNode():
            return "`record`"
        case TransferNode():
            return "`transfer`"
        case CallbackNode():
            return "`callback`"
        case _:
            return ""


def _message(word: str, stuck: list[Visit]) -> str:
    channels = tuple(dict.fromkeys(visit.channel for visit in stuck))
    who = " and ".join(contacts(channel) for channel in channels)
    if channels == ("email",) and not word.startswith("`"):
        return f"emails come here, and an email cannot answer {word}"
    return f"{who} come here, and only a call can take {word}"


def _entries(program: Program, stuck: list[Visit]) -> Iterator[Label]:
    """Yield one label for each channel."""
    told: set[str] = set()
    for visit in stuck:
        if visit.channel not in told:
            told.add(visit.channel)
            yield from arrives(program, visit)
