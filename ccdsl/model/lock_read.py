"""Reading the lock: what stands in it, whether or not its digests hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ccdsl.diagnostics import Problems
from ccdsl.model.digest import EDITION
from ccdsl.model.file_problems import FirstProblems
from ccdsl.model.lock import Archived, InService, Key, Lock, Move, Release
from ccdsl.model.lock_forms import (
    ANY,
    AT,
    DIGEST,
    MOVE,
    NUMBERED,
    VERSION,
    parse_key,
    parse_move,
    parse_numbered,
)
from ccdsl.model.lock_lines import read_lines
from ccdsl.model.shape import LINE, Form, Shape
from ccdsl.model.yaml import MOST_BYTES, Entry, MappingNode, read_yaml
from ccdsl.record import record
from ccdsl.source import Source, Span
from ccdsl.syntax.decode import decode

OTHER_EDITION = "CC030"
"""The code of the one problem that no older file is the way out of."""
_KEYS = ("edition", "in-service", "highest", "reached", "archived", "releases")
_ENTRY = ("version", "content", "reach")
_NEEDED = ("sequence", "at", "by", "note", "moves", "table", "state", "digest")
_RECORD = (*_NEEDED, "plan", "previous")

Place = tuple[str, str]
"""A section and what stands in it: (`in-service`, `script/main_menu`), (`releases`, `1`)."""


@record
class LockFile:
    """A lock with its text; `lock` is None where it cannot be read, `partial` has what can.

    `places` has the line of each entry of a section by its key, and of each release by its place
    in the file, from 0.
    """

    source: Source
    lock: Lock | None
    partial: Lock | None
    places: Mapping[Place, Span] = field(repr=False)

    def place(self, section: str, entry: str) -> Span:
        """Return where something stands, or the top of the file."""
        return self.places.get((section, entry), Span(self.source.path, 0, 0))


def read_lock(path: str, data: bytes, problems: Problems) -> LockFile:
    """Return a lock; what is wrong with its form is added to `problems`.

    One that is as it was written is read line by line, any other as the YAML that it is.
    """
    not_text = Problems()
    source = decode(path, data, not_text)
    read = None if not_text or len(data) > MOST_BYTES else read_lines(source)
    if read is None:
        return read_lock_yaml(path, data, problems)
    lock, places = read
    return LockFile(source=source, lock=lock, partial=lock, places=places)


def read_lock_yaml(path: str, data: bytes, problems: Problems) -> LockFile:
    """Return the lock of a YAML file, whoever has written it."""
    own = FirstProblems()
    document = read_yaml(path, data, own)
    reader = _Reader(shape=Shape(source=document.source, problems=own))
    lock: Lock | None = None
    if document.root is not None:
        lock = reader.lock(reader.shape.fields(document.root, "the lock", _KEYS, _KEYS))
    problems.found.extend(own.found)
    return LockFile(
        source=document.source, lock=None if own else lock, partial=lock, places=reader.places
    )


@dataclass(slots=True, kw_only=True)
class _Reader:
    """Turns nodes into a lock, and notes where everything stands."""

    shape: Shape
    places: dict[Place, Span] = field(default_factory=dict)

    def lock(self, fields: Mapping[str, Entry]) -> Lock:
        """Return the lock of a file's keys."""
        edition = self._number(fields.get("edition"))
        if "edition" in fields and edition not in (None, EDITION):
            message = f"this lock is of edition {edition}, and this ccdsl knows edition {EDITION}"
            help_ = f"use a ccdsl that knows edition {edition}"
            place = fields["edition"].value.span
            self.shape.problems.error(OTHER_EDITION, message, place, help=help_)
        releases = self.shape.items(fields["releases"]) if "releases" in fields else ()
        return Lock(
            edition=edition or EDITION,
            in_service={
                key: self._in_service(each)
                for key, each in self._keyed(fields, "in-service", VERSION).items()
            },
            highest={
                key: self._number(each)
                for key, each in self._keyed(fields, "highest", VERSION).items()
            },
            reached={
                key: self._digest(each) for key, each in self._keyed(fields, "reached", ANY).items()
            },
            archived=self._archived(fields),
            releases=tuple(self._release(each, at) for at, each in enumerate(releases)),
        )

    def _entries(self, fields: Mapping[str, Entry], section: str, form: Form) -> list[Entry]:
        if section not in fields:
            return []
        found = list(self.shape.named(fields[section], form))
        self.places.update({(section, each.key): each.span for each in found})
        return found

    def _keyed(self, fields: Mapping[str, Entry], section: str, form: Form) -> dict[Key, Entry]:
        return {parse_key(each.key): each for each in self._entries(fields, section, form)}

    def _archived(self, fields: Mapping[str, Entry]) -> dict[Archived, str]:
        found = self._entries(fields, "archived", NUMBERED)
        return {parse_numbered(each.key): self._digest(each) for each in found}

    def _in_service(self, entry: Entry) -> InService:
        fields = self.shape.fields(entry.value, f"`{entry.key}`", _ENTRY, _ENTRY)
        return InService(
            version=self._number(fields.get("version")),
            content=self._digest(fields.get("content")),
            reach=self._digest(fields.get("reach")),
        )

    def _release(self, entry: Entry, at: int) -> Release:
        self.places["releases", str(at)] = entry.value.span
        fields = self.shape.fields(entry.value, "a release", _RECORD, _NEEDED)
        return Release(
            sequence=self._number(fields.get("sequence")),
            at=self._text(fields.get("at"), AT),
            by=self._text(fields.get("by"), LINE),
            note=self._note(fields.get("note")),
            moves=self._moves(fields),
            table=self._digest(fields.get("table")),
            plan=self._digest(fields["plan"]) if "plan" in fields else None,
            state=self._digest(fields.get("state")),
            previous=self._digest(fields["previous"]) if "previous" in fields else None,
            digest=self._digest(fields.get("digest")),
        )

    def _moves(self, fields: Mapping[str, Entry]) -> tuple[Move, ...]:
        if "moves" not in fields:
            return ()
        entries = self.shape.named(fields["moves"], VERSION)
        return tuple(parse_move(each.key, self._text(each, MOVE)) for each in entries)

    def _text(self, entry: Entry | None, form: Form) -> str:
        return self.shape.text(entry, form) or ""

    def _note(self, entry: Entry | None) -> str:
        """Return a note; it may be empty."""
        is_empty = entry is not None and self._is_empty_text(entry)
        return "" if is_empty else self._text(entry, LINE)

    def _is_empty_text(self, entry: Entry) -> bool:
        written = self.shape.source.text[entry.value.span.start : entry.value.span.end]
        return not isinstance(entry.value, MappingNode) and written in ('""', "''")

    def _digest(self, entry: Entry | None) -> str:
        return self._text(entry, DIGEST)

    def _number(self, entry: Entry | None) -> int:
        number = self.shape.whole(entry) if entry else None
        if entry is not None and number == 0:
            self.shape.wrong("numbers count from 1 here", entry.value.span)
        return number or 0
