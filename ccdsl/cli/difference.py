"""An edit as a unified diff, exact to the byte, that `git apply` and `patch` understand."""

from difflib import unified_diff

from ccdsl.lifecycle.edits import Edit

_NOWHERE = "/dev/null"


def difference(edit: Edit) -> str:
    """Return a file's unified diff, "" where nothing changes; line ends stay as they are."""
    old = _NOWHERE if edit.before is None else f"a/{edit.path}"
    new = _NOWHERE if edit.after is None else f"b/{edit.path}"
    lines = unified_diff(_lines(edit.before), _lines(edit.after), old, new)
    return "".join(_ended(line) for line in lines)


def _lines(data: bytes | None) -> list[str]:
    """Return the lines of a text with their ends; only LF ends a line for who reads a diff."""
    text = (data or b"").decode("utf-8", "surrogateescape")
    return [f"{line}\n" for line in text.split("\n")[:-1]] + [
        line for line in text.split("\n")[-1:] if line
    ]


def _ended(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
