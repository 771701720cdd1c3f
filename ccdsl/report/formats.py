"""The formats of `check --format`, by name; each is imported only when it is asked for."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple, Protocol

from ccdsl.report.findings import Findings


class Terminal(NamedTuple):
    """Where text goes: whether it takes colour, and its columns (None for a file or a pipe)."""

    color: bool = False
    width: int | None = None


class Renderer(Protocol):
    """Turns findings into the text of one format."""

    def __call__(self, findings: Findings, terminal: Terminal, /) -> str:
        """Return the whole output, ending with a line end unless it is empty."""
        ...


def _text(findings: Findings, terminal: Terminal) -> str:
    # Most checks are clean; they need not wait until what draws excerpts is loaded.
    if not findings.diagnostics:
        return f"{findings.summary()}\n"
    from ccdsl.report.text import render as text

    return text(findings, color=terminal.color, width=terminal.width)


def _concise(findings: Findings, terminal: Terminal) -> str:
    from ccdsl.report.concise import render as concise

    return concise(findings, color=terminal.color)


def _json(findings: Findings, _: Terminal) -> str:
    from ccdsl.report.json import render as json

    return json(findings)


def _sarif(findings: Findings, _: Terminal) -> str:
    from ccdsl.report.sarif import render as sarif

    return sarif(findings)


def _github(findings: Findings, _: Terminal) -> str:
    from ccdsl.report.github import render as github

    return github(findings)


def _gitlab(findings: Findings, _: Terminal) -> str:
    from ccdsl.report.gitlab import render as gitlab

    return gitlab(findings)


def _junit(findings: Findings, _: Terminal) -> str:
    from ccdsl.report.junit import render as junit

    return junit(findings)


FORMATS: Mapping[str, Renderer] = MappingProxyType(
    {
        "text": _text,
        "concise": _concise,
        "json": _json,
        "sarif": _sarif,
        "github": _github,
        "gitlab": _gitlab,
        "junit": _junit,
    }
)


def render(
    format_name: str, findings: Findings, *, color: bool = False, width: int | None = None
) -> str:
    """Return `findings` in the format of that name; KeyError if `FORMATS` has none.

    `color` and `width`, the terminal's columns, count only for the formats people read.
    """
    return FORMATS[format_name](findings, Terminal(color=color, width=width))
