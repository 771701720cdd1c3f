"""What a journal says: which command changes which files, so that another one can undo it."""

import json
from hashlib import sha256

from ccdsl.record import record
from ccdsl.store.patterns import is_inside


@record
class Holder:
    """Who works on a project: the command as it was called, its process, and since when (UTC)."""

    command: str
    process: int
    since: str

    def text(self) -> str:
        """Return the text that says it, for `holder_of` to read."""
        return f"{self.command}\n{self.process}\n{self.since}\n"

    def __str__(self) -> str:
        """Return it as a message says it."""
        return f"`{self.command}` (process {self.process}, since {self.since})"


@record
class Change:
    """One file of an act: the SHA-256 of its bytes before and after; None is no file.

    `path` is relative to the project's real folder, and leads through no link.
    """

    path: str
    before: str | None
    after: str | None


@record
class Act:
    """Files that change as one; `folders` are those made for them, the topmost first."""

    holder: Holder
    changes: tuple[Change, ...]
    folders: tuple[str, ...]


def fingerprint(data: bytes | None) -> str | None:
    """Return the SHA-256 of a file's bytes; None for no file."""
    return None if data is None else sha256(data).hexdigest()


def holder_of(text: str) -> Holder | None:
    """Return who wrote a lock's text; None where it was broken off before it was written."""
    lines = text.split("\n")
    if len(lines) != 4 or not lines[1].isdecimal():  # noqa: PLR2004 - three lines, and no more
        return None
    return Holder(command=lines[0], process=int(lines[1]), since=lines[2])


def act_text(act: Act) -> str:
    """Return the JSON of an act."""
    changes = [{"path": one.path, "before": one.before, "after": one.after} for one in act.changes]
    whole = {"holder": act.holder.text(), "changes": changes, "folders": list(act.folders)}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def read_act(text: str) -> Act | None:
    """Return the act that a JSON text tells of; None where it is not one that we wrote."""
    try:
        whole: object = json.loads(text)
    except ValueError:
        return None
    match whole:
        case {"holder": str(holder), "changes": list(changes), "folders": list(folders)}:
            known = holder_of(holder)
            read = [_change(one) for one in changes]
            names = [one for one in folders if isinstance(one, str) and is_inside(one)]
            whole_changes = tuple(one for one in read if one is not None)
            if known is None or len(whole_changes) != len(read) or len(names) != len(folders):
                return None
            return Act(holder=known, changes=whole_changes, folders=tuple(names))
        case _:
            return None


def _change(value: object) -> Change | None:
    match value:
        case {
            "path": str(path),
            "before": (str() | None) as before,
            "after": (str() | None) as after,
        } if is_inside(path):
            return Change(path=path, before=before, after=after)
        case _:
            return None
