"""Options that several commands share."""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

F = TypeVar("F", bound=Callable[..., object])

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ILLEGIBLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def _today(ctx: click.Context, param: click.Parameter, value: str | None) -> date:
    """Return the date that was asked for, or the clock's."""
    return _date(ctx, param, value) or _clock()


def _date(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    """Return the date that was asked for, if any; refuse what is no date."""
    if value is None:
        return None
    message = f"`{value}` is not a date; write it like 2026-12-25"
    with suppress(ValueError):
        if _DATE.fullmatch(value):
            message = f"there is no such day as `{value}`"
            return date.fromisoformat(value)
    raise click.BadParameter(message, ctx, param)


def _clock() -> date:
    """Return today's date where the user is; only the command line reads the clock."""
    return datetime.now(tz=UTC).astimezone().date()


def today_option(command: F) -> F:
    """Add `--today`, the date that stands for today."""
    return click.option(
        "--today",
        callback=_today,
        metavar="DATE",
        help="The date to judge by, like 2026-12-25; without it, the clock's.",
    )(command)


def day_option(name: str, variable: str, help_: str) -> Callable[[F], F]:
    """Return what adds an option that is a date, or None."""
    return click.option(name, variable, callback=_date, metavar="DATE", help=help_)


def folders(ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """Let the shell offer folders."""
    from click.shell_completion import CompletionItem

    del ctx, param
    return [CompletionItem(incomplete, type="dir")]


def files(ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """Let the shell offer files and folders."""
    from click.shell_completion import CompletionItem

    del ctx, param
    return [CompletionItem(incomplete, type="file")]


def project_argument(command: F) -> F:
    """Add the argument that is the project's folder, the current one by default."""
    return click.argument("project", default=".", metavar="[PROJECT]", shell_complete=folders)(
        command
    )


def project_option(command: F) -> F:
    """Add `--project`, for commands whose argument is something else."""
    return click.option(
        "--project",
        "-C",
        default=".",
        metavar="DIR",
        shell_complete=folders,
        help="The folder of the project; without it, the current one.",
    )(command)


def color_option(command: F) -> F:
    """Add `--color`."""
    return click.option(
        "--color",
        type=click.Choice(("auto", "always", "never")),
        default="auto",
        help="Whether to colour; `auto` looks at the terminal, NO_COLOR and FORCE_COLOR.",
    )(command)


def _note(ctx: click.Context, param: click.Parameter, value: str) -> str:
    """Return a note as one line; refuse one that says nothing."""
    said = " ".join(value.split())
    if not said:
        message = "a note says in a few words what changes, and why"
        raise click.BadParameter(message, ctx, param)
    legible(ctx, param, said)
    return said


def legible(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Return a text that the lock may keep; refuse one that could not be read there again."""
    if value is not None and _ILLEGIBLE.search(value):
        message = "there is a control character in it, or a byte that is no text"
        raise click.BadParameter(message, ctx, param)
    return value


def by_option(command: F) -> F:
    """Add `--by`: who somebody is, where git does not say it."""
    return click.option(
        "--by",
        metavar="ID",
        callback=legible,
        help="Who you are on the roster, where git's `user.email` does not say it.",
    )(command)


def note_option(default: str | None = None) -> Callable[[F], F]:
    """Return what adds `--note`, for `ccdsl history`; without a default, it must be said."""
    add = partial(
        click.option,
        "--note",
        callback=_note,
        metavar="TEXT",
        help="What changes and why, in a few words, for `ccdsl history`.",
    )
    return add(required=True) if default is None else add(default=default, show_default=True)
