"""Options that several commands share."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TypeVar

import click

F = TypeVar("F", bound=Callable[..., object])

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class DateType(click.ParamType):
    """A calendar date as the language writes it."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Return the date, or end with a usage error."""
        if isinstance(value, date):
            return value
        try:
            if _DATE.fullmatch(str(value)):
                return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"there is no such day as `{value}`", param, ctx)
        self.fail(f"`{value}` is not a date; write it like 2026-12-25", param, ctx)


def _clock() -> date:
    """Return today's date where the user is; only the command line reads the clock."""
    return datetime.now(tz=UTC).astimezone().date()


def today_option(command: F) -> F:
    """Add `--today`, the date that stands for today."""
    return click.option(
        "--today",
        type=DateType(),
        default=_clock,
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
