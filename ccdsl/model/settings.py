"""The project's settings, `ccdsl.yaml`."""

import re
from typing import Literal

from ccdsl.diagnostics import Problems
from ccdsl.model.file_problems import FirstProblems
from ccdsl.model.shape import LINE, NAME, Shape
from ccdsl.model.yaml import Entry, Node, read_yaml
from ccdsl.record import record
from ccdsl.source import Span

FailOn = Literal["error", "warning", "never"]

EDITION = 1
_FAIL_ON: tuple[FailOn, ...] = ("error", "warning", "never")
_KEYS = ("edition", "sources", "environments", "checks")
_CODE = re.compile(r"CC[0-9]{3}")
_ABSOLUTE = re.compile(r"/|[A-Za-z]:")


@record
class Settings:
    """What `ccdsl.yaml` says.

    `sources` are patterns; `ignore` holds the codes of findings, `ignore_places` where each stands.
    """

    edition: int = EDITION
    sources: tuple[str, ...] = ("**/*.ccdsl",)
    environments: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    ignore_places: tuple[Span, ...] = ()
    fail_on: FailOn = "error"


def read_settings(path: str, data: bytes, problems: Problems) -> Settings:
    """Return the settings; what cannot be used is reported, and left at its default."""
    own = FirstProblems()
    document = read_yaml(path, data, own)
    shape = Shape(source=document.source, problems=own)
    settings = Settings() if document.root is None else _read(document.root, shape)
    problems.found.extend(own.found)
    return settings


def _read(root: Node, shape: Shape) -> Settings:
    fields = shape.fields(root, "ccdsl.yaml", _KEYS, ("edition",))
    _check_edition(fields.get("edition"), shape)
    checks = fields.get("checks")
    wishes = shape.fields(checks.value, "`checks`", ("ignore", "fail-on")) if checks else {}
    ignored = _ignored(wishes.get("ignore"), shape)
    return Settings(
        sources=_sources(fields.get("sources"), shape),
        environments=tuple(text for text, _ in shape.texts(fields.get("environments"), NAME)),
        ignore=tuple(code for code, _ in ignored),
        ignore_places=tuple(place for _, place in ignored),
        fail_on=_fail_on(wishes.get("fail-on"), shape),
    )


def _check_edition(entry: Entry | None, shape: Shape) -> None:
    edition = shape.whole(entry) if entry else None
    if entry is not None and edition is not None and edition != EDITION:
        shape.problems.error(
            "CC030",
            f"there is no edition {edition} of the language",
            entry.value.span,
            help=f"write `edition: {EDITION}`, or install a later ccdsl",
        )


def _sources(entry: Entry | None, shape: Shape) -> tuple[str, ...]:
    """Return the patterns that stay inside the project; without the key, the usual ones."""
    if entry is None:
        return Settings().sources
    return tuple(
        pattern
        for pattern, span in shape.texts(entry, LINE)
        if _is_inside(pattern, span, shape.problems)
    )


def _is_inside(pattern: str, span: Span, problems: Problems) -> bool:
    """Return whether a pattern can name sources of the project, or say why it cannot."""
    parts = pattern.split("/")
    if "\\" in pattern:
        message, way_out = (
            "folders are separated with `/`",
            f"write `{pattern.replace(chr(92), '/')}`",
        )
    elif _ABSOLUTE.match(pattern) or ".." in parts:
        message, way_out = f"`{pattern}` leads out of the project", "move the sources into it"
    elif parts[0] == "archive":
        message = f"`{pattern}` looks into the archive, which is never read as source"
        way_out = "take this pattern out"
    elif "" in parts or "." in parts:
        message, way_out = (
            f"`{pattern}` has an empty part or a `.`",
            "write it like `people/*.ccdsl`",
        )
    elif not pattern.endswith(".ccdsl"):
        message = f"`{pattern}` matches more than sources, whose names end in `.ccdsl`"
        way_out = "end it with `.ccdsl`, as in `people/*.ccdsl`"
    else:
        return True
    problems.error("CC030", message, span, help=way_out)
    return False


def _ignored(entry: Entry | None, shape: Shape) -> list[tuple[str, Span]]:
    """Return the codes to ignore and their places, in the order they are written in."""
    codes = []
    for text, span in shape.texts(entry, LINE):
        if _CODE.fullmatch(text):
            codes.append((text, span))
        else:
            message = f"`{text}` is not the code of a finding"
            shape.problems.error(
                "CC030", message, span, help="codes are like `CC204`; `ccdsl rules` lists them"
            )
    return codes


def _fail_on(entry: Entry | None, shape: Shape) -> FailOn:
    chosen = shape.choice(entry, _FAIL_ON)
    return next((each for each in _FAIL_ON if each == chosen), "error")
