"""What becomes of contacts, in a few words."""

from collections.abc import Iterable
from typing import assert_never

from ccdsl.model.words import percent
from ccdsl.rules.words import listed
from ccdsl.syntax import ast


def becomes(treatments: Iterable[ast.Treatment], *, some: bool) -> str:
    """Return what these treatments do with contacts, as in "they go to queue `help`"."""
    ends = list(dict.fromkeys(_end(one.exit) for one in treatments))
    first, rest = ends[:2], len(ends) - 2
    more = f" or end in {rest} other ways" if rest > 0 else ""
    return f"{'some of them' if some else 'they'} {' or '.join(first)}{more}"


def _end(way: ast.Exit) -> str:
    match way:
        case ast.ToQueue():
            return f"go to queue `{way.queue.text}`"
        case ast.ToScript():
            return f"go to script `{way.script.text}`"
        case ast.ToAfterHours():
            return f"go to after-hours `{way.policy.text}`"
        case ast.ToVoicemail():
            return f"go to voicemail `{way.voicemail.text}`"
        case ast.ToCallback():
            return f"are called back from queue `{way.queue.text}`"
        case ast.ToTransfer():
            return "are put through elsewhere"
        case ast.HangUp():
            return "are hung up on"
        case ast.Return():
            return "return"
        case ast.Stay():
            return "stay in the queue"
        case ast.ToStep():
            return f"go to step `{way.step.text}`"
        case ast.Allocate():
            return f"are parted into {listed(_shares(way))}"
        case ast.NoExit():
            return "go nowhere"
        case _:
            assert_never(way)


def _shares(way: ast.Allocate) -> list[str]:
    return [percent(share.percent) for share in way.shares]
