"""Options that several commands share."""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import TypeVar

import click

F = TypeVar("F", bound=Callable[..., object])

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _date(ctx: click.Context, param: click.Parameter, value: str | None) -> date:
    """Return the date that was asked for, or the clock's; refuse what is no date."""
    if value is None:
        return _clock()
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
        callback=_date,
        metavar="DATE",
        help="The date to judge by, like 2026-12-25; without it, the clock's.",
    )(command)


def project_argument(command: F) -> F:
    """Add the argument that is the project's folder, the current one by default."""
    return click.argument("project", default=".", metavar="[PROJECT]")(command)


def project_option(command: F) -> F:
    """Add `--project`, for commands whose argument is something else."""
    return click.option(
        "--project",
        "-C",
        default=".",
        metavar="DIR",
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
