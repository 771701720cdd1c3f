"""What a shell offers when a word is half typed: fast, and silent whatever goes wrong."""

from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from ccdsl.diagnostics import Problems
from ccdsl.model.files import Unreadable
from ccdsl.model.settings import read_settings
from ccdsl.store.disk import DiskFiles
from ccdsl.store.project import SETTINGS
from ccdsl.syntax.lexer import lex

_KINDS = frozenset(
    (
        *("center", "attribute", "data-source", "callers", "holidays", "hours", "flag", "prompt"),
        *("voicemail", "entry", "routing", "queue", "overflow", "after-hours", "script"),
        *("skill", "role", "team", "shift", "recording", "report"),
    )
)
_VERSIONED = frozenset(("script", "routing", "overflow", "after-hours"))
_MOST_BYTES = 5_000_000


def names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer every name of the project, and every kind; after a kind, the names of that kind."""
    del param
    typed = ctx.params.get("name") or ()
    if typed:
        return _offered(ctx, incomplete, typed[0]) if typed[0] in _KINDS else []
    kinds = [CompletionItem(kind, help="kind") for kind in sorted(_KINDS)]
    return [
        *(each for each in kinds if each.value.startswith(incomplete)),
        *_offered(ctx, incomplete, None),
    ]


def scripts(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer the project's scripts."""
    del param
    return _offered(ctx, incomplete, "script")


def versioned(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer everything that has versions, like `script/main_menu`."""
    del param
    with suppress(Exception):
        found = sorted({f"{kind}/{name}" for kind, name in _declared(_project(ctx))})
        return [
            CompletionItem(name)
            for name in found
            if name.startswith(incomplete) and name.partition("/")[0] in _VERSIONED
        ]
    return []


def entries(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer the project's entries."""
    del param
    return _offered(ctx, incomplete, "entry")


def queues(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer the project's queues."""
    del param
    return _offered(ctx, incomplete, "queue")


def hours(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer the project's opening hours."""
    del param
    return _offered(ctx, incomplete, "hours")


def codes(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer the codes of the rules."""
    del ctx, param
    from ccdsl.rules import RULES

    wanted = incomplete.upper()
    return [
        CompletionItem(rule.code, help=rule.title) for rule in RULES if rule.code.startswith(wanted)
    ]


def _offered(ctx: click.Context, incomplete: str, kind: str | None) -> list[CompletionItem]:
    """Return the names that begin as typed; nothing where the project cannot be read."""
    # A shell that prints a traceback between two key presses helps nobody.
    with suppress(Exception):
        found: dict[str, list[str]] = {}
        for each, name in sorted(set(_declared(_project(ctx)))):
            if kind in (None, each) and name.startswith(incomplete):
                found.setdefault(name, []).append(each)
        return [CompletionItem(name, help=", ".join(found[name])) for name in sorted(found)]
    return []


def _project(ctx: click.Context) -> Path:
    """Return the project's folder; click leaves words before an unfinished option unread."""
    named = str(ctx.params.get("project") or ".")
    unread = [word for word in ctx.args if named == "." and Path(word).is_dir()]
    return Path(unread[0] if unread else named)


def _declared(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the kind and name of every declaration, without parsing what is in it."""
    files = DiskFiles(root=folder)
    settings = files.read(SETTINGS)
    if isinstance(settings, Unreadable):
        return
    for path in files.matching(read_settings(SETTINGS, settings, Problems()).sources):
        data = files.read(path)
        if not isinstance(data, Unreadable) and len(data) <= _MOST_BYTES:
            yield from _headers(data.decode(errors="replace"))


def _headers(text: str) -> Iterator[tuple[str, str]]:
    """Yield each keyword that stands outside all brackets, with the word after it."""
    depth = 0
    tokens = lex(text).tokens
    for token, after in pairwise(tokens):
        if token.text == "{":
            depth += 1
        elif token.text == "}":
            depth = max(depth - 1, 0)
        elif depth == 0 and token.text in _KINDS and after.is_word:
            yield token.text, after.text
