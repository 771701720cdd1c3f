"""`ccdsl hours`: the opening calendar that the source means."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

import click

from ccdsl.cli.complete import hours as hours_names
from ccdsl.cli.ends import Refusal
from ccdsl.cli.options import day_option, today_option
from ccdsl.cli.output import result, say
from ccdsl.cli.project import Judged, judge, open_project, warn_of_errors
from ccdsl.model.calendar import Window
from ccdsl.model.opening import opening_days
from ccdsl.report import hours_json, hours_text
from ccdsl.report.hours import Opening, OpeningCalendar
from ccdsl.store.project import SETTINGS


@click.command("hours")
@click.argument("words", nargs=-1, metavar="[PROJECT] [NAME]...", shell_complete=hours_names)
@click.option(
    "--days",
    type=click.IntRange(min=1),
    default=14,
    show_default=True,
    help="How many days to show.",
)
@day_option("--from", "first", "The first day to show; without it, today.")
@click.option("--format", "format_name", type=click.Choice(("text", "json")), default="text")
@today_option
def command(
    words: tuple[str, ...], *, days: int, first: date | None, format_name: str, today: date
) -> None:
    """Show the opening calendar that the source means.

    PROJECT is its folder (this one, if none is given), and NAME one of its `hours`; without a
    name, all are shown: day by day on the wall clock, with holidays and clock changes.
    """
    project, names = _split(words)
    judged = judge(open_project(project), today)
    warn_of_errors(judged)
    found = _calendar(judged, names, first or today, days)
    result((hours_json if format_name == "json" else hours_text).render(found))


def _split(words: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Return the project's folder and the names; a first word that can be no folder is a name."""
    if words and (words[0] in (".", "..") or "/" in words[0] or _is_project(words[0])):
        return words[0], words[1:]
    return ".", words


def _is_project(word: str) -> bool:
    return (Path(word) / SETTINGS).is_file()


def _calendar(judged: Judged, names: tuple[str, ...], first: date, days: int) -> OpeningCalendar:
    program, window = judged.compiled.program, judged.compiled.facts.window
    if window is None or program.center is None:
        raise Refusal("the calendar of this center cannot be read", "`ccdsl check` says why")
    last = _last(window, first, days)
    center = program.center
    return OpeningCalendar(
        title=center.title.value if center.title else center.name.text,
        first=first,
        last=last,
        hours=tuple(_openings(judged, _known(judged, names), first, last)),
    )


def _last(window: Window, first: date, days: int) -> date:
    """Return the last day to show, within the calendar; refuse a first day outside of it."""
    if not window.first <= first <= window.last:
        raise Refusal(
            f"{first} is outside the calendar of the center",
            f"choose a day from {window.first} to {window.last} with `--from`",
        )
    left = (window.last - first).days
    if days - 1 > left:
        say(f"note: the calendar of the center ends on {window.last}")
    return first + timedelta(days=min(days - 1, left))


def _known(judged: Judged, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names asked for, or all; refuse one that nothing has."""
    hours = judged.compiled.program.hours
    for name in names:
        if name not in hours:
            from ccdsl.syntax.wording import nearest

            near = nearest(name, tuple(hours))
            there = f"there are: {', '.join(hours) or 'none'}"
            raise Refusal(
                f"there are no hours `{name}`", f"did you mean `{near}`?" if near else there
            )
    return names or tuple(hours)


def _openings(judged: Judged, names: Iterable[str], first: date, last: date) -> Iterator[Opening]:
    program, calendars = judged.compiled.program, judged.compiled.facts.calendars
    for name in names:
        if name not in calendars:
            say(f"note: `{name}` is left out: its time zone is unknown")
            continue
        calendar = calendars[name]
        days = opening_days(program.hours[name], program.holidays, calendar, first, last)
        yield Opening(calendar=calendar, days=days)
