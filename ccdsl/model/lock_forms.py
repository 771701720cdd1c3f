"""What the words of a lock look like; its schema says the same."""

import re

from ccdsl.model.lock import NEVER
from ccdsl.model.shape import NAME, Form

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
    pattern=re.compile(rf"{_VERSIONED}/{NAME.pattern.pattern}\.v[1-9][0-9]{{0,17}}"),
    says="a version, like `script/main_menu.v2`",
)
DIGEST = Form(pattern=re.compile(r"[0-9a-f]{64}"), says="a digest: 64 digits `0-9a-f`")
AT = Form(
    pattern=re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"),
    says="an instant in UTC, like `2026-11-22T06:10:00Z`",
)
_NUMBER = "[1-9][0-9]{0,17}"
MOVE = Form(
    pattern=re.compile(rf"(?!{NEVER} -> {NEVER})(?:{NEVER}|{_NUMBER}) -> (?:{NEVER}|{_NUMBER})"),
    says=f"a move, like `2 -> 3` or `{NEVER} -> 1`",
)
