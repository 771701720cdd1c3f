"""A lock read line by line, as long as it is exactly as it was written.

Many times as fast as reading it as YAML, which a lock of thousands of lines is worth. Whatever is
written in any other way is left to the YAML reader, and so that there is one meaning, what is read
here is written again and compared with the text.
"""

import json
import re
from collections.abc import Iterator

from ccdsl.model.lock import Archived, InService, Key, Lock, Move, Release
from ccdsl.model.lock_forms import (
    ANY,
    AT,
    MOVE,
    NUMBER,
    NUMBERED,
    VERSION,
    parse_key,
    parse_move,
    parse_numbered,
)
from ccdsl.model.lock_text import TITLE, lock_text
from ccdsl.model.shape import LINE, Form
from ccdsl.source import Source, Span

Places = dict[tuple[str, str], Span]

_SECTION = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)
_LINE = re.compile(r"^  ([a-z][\w./-]*): (.+)$", re.MULTILINE)
_LIVE = re.compile(r'\{version: (.+), content: "([0-9a-f]{64})", reach: "([0-9a-f]{64})"\}')
_DIGEST = re.compile(r'"([0-9a-f]{64})"')
_ANYTHING = re.compile(r".*")
_RELEASE = re.compile(r"^  - ", re.MULTILINE)
_FIELD = re.compile(r"^ *([a-z]+): (.+)$", re.MULTILINE)
_MOVE = re.compile(r"^      (\S+): (.+)$", re.MULTILINE)
_REFUSED = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_NEEDED = frozenset(("sequence", "at", "by", "note", "table", "state", "digest"))


class _OddError(Exception):
    """A line is not as it is written."""


def read_lines(source: Source) -> tuple[Lock, Places] | None:
    """Return a lock and where its entries stand; None where it is not as it was written."""
    if not source.text.startswith(TITLE):
        return None
    try:
        places: Places = {}
        lock = _lock(source, places)
    except _OddError:
        return None
    return (lock, places) if lock_text(lock) == source.text else None


def _lock(source: Source, places: Places) -> Lock:
    starts = [(found[1], found.start()) for found in _SECTION.finditer(source.text)]
    ends = [start for _, start in starts[1:]] + [len(source.text)]
    spans = {
        name: Span(source.path, start, end)
        for (name, start), end in zip(starts, ends, strict=False)
    }

    def lines(name: str) -> Iterator[tuple[str, str]]:
        yield from _lines(source, spans.get(name), name, places)

    return Lock(
        in_service={_key(key, VERSION): _live(text) for key, text in lines("in-service")},
        highest={_key(key, VERSION): _number(text) for key, text in lines("highest")},
        reached={_key(key, ANY): _digest(text) for key, text in lines("reached")},
        archived={_archived(key): _digest(text) for key, text in lines("archived")},
        releases=tuple(_releases(source, spans.get("releases"), places)),
    )


def _lines(
    source: Source, section: Span | None, name: str, places: Places
) -> Iterator[tuple[str, str]]:
    """Yield the key and the rest of every line of a section."""
    if section is None:
        raise _OddError
    for found in _LINE.finditer(source.text, section.start, section.end):
        places[name, found[1]] = Span(source.path, found.start(1), found.end(2))
        yield found[1], found[2]


def _releases(source: Source, section: Span | None, places: Places) -> Iterator[Release]:
    if section is None:
        raise _OddError
    starts = [found.end() for found in _RELEASE.finditer(source.text, section.start, section.end)]
    for at, start in enumerate(starts):
        whole = source.text[start : starts[at + 1] - len("  - ") if starts[at + 1 :] else None]
        text = whole.rstrip()
        places["releases", str(at)] = Span(source.path, start, start + len(text))
        yield _release(text)


def _release(text: str) -> Release:
    fields = {found[1]: found[2] for found in _FIELD.finditer(text)}
    if not fields.keys() >= _NEEDED:
        raise _OddError
    return Release(
        sequence=_number(fields["sequence"]),
        at=_text(fields["at"], AT.pattern),
        by=_text(fields["by"], LINE.pattern),
        note=_text(fields["note"], _ANYTHING),
        moves=tuple(_move(found) for found in _MOVE.finditer(text)),
        table=_digest(fields["table"]),
        plan=_digest(fields["plan"]) if "plan" in fields else None,
        state=_digest(fields["state"]),
        previous=_digest(fields["previous"]) if "previous" in fields else None,
        digest=_digest(fields["digest"]),
    )


def _move(found: re.Match[str]) -> Move:
    if not MOVE.pattern.fullmatch(found[2]) or not VERSION.pattern.fullmatch(found[1]):
        raise _OddError
    return parse_move(found[1], found[2])


def _key(text: str, form: Form) -> Key:
    if not form.pattern.fullmatch(text):
        raise _OddError
    return parse_key(text)


def _archived(text: str) -> Archived:
    if not NUMBERED.pattern.fullmatch(text):
        raise _OddError
    return parse_numbered(text)


def _live(text: str) -> InService:
    found = _LIVE.fullmatch(text)
    if found is None:
        raise _OddError
    return InService(version=_number(found[1]), content=found[2], reach=found[3])


def _digest(written: str) -> str:
    found = _DIGEST.fullmatch(written)
    if found is None:
        raise _OddError
    return found[1]


def _text(written: str, pattern: re.Pattern[str]) -> str:
    """Return a text in quotes; what no text may contain is for the other reader to refuse."""
    try:
        text = json.loads(written)
    except ValueError:
        raise _OddError from None
    if not isinstance(text, str) or _REFUSED.search(text) or not pattern.fullmatch(text):
        raise _OddError
    return text


def _number(written: str) -> int:
    if not NUMBER.fullmatch(written):
        raise _OddError
    return int(written)
