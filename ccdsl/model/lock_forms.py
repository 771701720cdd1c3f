"""What the words of a lock look like; its schema says the same."""

import re

from ccdsl.model.lock import NEVER, Archived, Key, Move
from ccdsl.model.shape import NAME, Form

NUMBER = re.compile(r"[1-9][0-9]{0,17}")
_VERSIONED = "(?:script|routing|overflow|after-hours)"
VERSION = Form(
    pattern=re.compile(rf"{_VERSIONED}/{NAME.pattern.pattern}"),
    says="a kind with versions and a name, like `script/main_menu`",
)
ANY = Form(
    pattern=re.compile(rf"[a-z]+(?:-[a-z]+)*/{NAME.pattern.pattern}"),
    says="a kind and a name, like `prompt/welcome`",
)
NUMBERED = Form(
    pattern=re.compile(rf"{_VERSIONED}/{NAME.pattern.pattern}\.v{NUMBER.pattern}"),
    says="a version, like `script/main_menu.v2`",
)
DIGEST = Form(pattern=re.compile(r"[0-9a-f]{64}"), says="a digest: 64 digits `0-9a-f`")
AT = Form(
    pattern=re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"),
    says="an instant in UTC, like `2026-11-22T06:10:00Z`",
)
MOVE = Form(
    pattern=re.compile(
        rf"(?!{NEVER} -> {NEVER})(?:{NEVER}|{NUMBER.pattern}) -> (?:{NEVER}|{NUMBER.pattern})"
    ),
    says=f"a move, like `2 -> 3` or `{NEVER} -> 1`",
)


def parse_key(text: str) -> Key:
    """Return the kind and the name of `script/main_menu`."""
    kind, _, name = text.partition("/")
    return kind, name


def parse_numbered(text: str) -> Archived:
    """Return the kind, the name and the number of `script/main_menu.v2`."""
    whole, _, number = text.rpartition(".v")
    return (*parse_key(whole), int(number))


def parse_move(key: str, text: str) -> Move:
    """Return the move of a name, written like `2 -> 3`; what cannot be read moves nothing."""
    before, _, after = text.partition(" -> ")
    kind, name = parse_key(key)
    return Move(kind=kind, name=name, before=_parse_number(before), after=_parse_number(after))


def _parse_number(text: str) -> int | None:
    return int(text) if text.isdecimal() else None
