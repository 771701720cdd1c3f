"""The instant of a contact, as people write it on the center's own clock."""

import re
from contextlib import suppress
from datetime import UTC, datetime

from ccdsl.cli.ends import Refusal
from ccdsl.model.calendar import calendar_window
from ccdsl.model.zones import load_zone, seconds
from ccdsl.simulate.given import instants_of, meant_by
from ccdsl.syntax import ast

_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d)?)(?: ?(Z|[+-]\d\d:\d\d)| (first|again))?", re.ASCII
)


def read_instant(center: ast.Center, text: str) -> int:
    """Return the UTC second that `2026-12-25 11:00` is in a center, or refuse.

    A time that the clock skips or reads twice is refused with both readings; with an offset from
    UTC after it, as in `2026-11-01 01:30-04:00`, every time is one instant. Of two readings one
    may be called `first` or `again`, as in a scenario.
    """
    found = _MOMENT.fullmatch(text.strip())
    if found is None:
        raise Refusal(f"`{text}` is no date and time", "write it like `2026-12-25 11:00`")
    moment = _moment(f"{found[1]} {found[2]}")
    window = calendar_window(center)
    # The first and the last years that a clock can read have no readings a day before and after.
    is_near = window.first.year - 1 <= moment.year <= window.last.year + 1
    instant = _instant(center.timezone.name, moment, found) if is_near else None
    if instant is None or not window.start <= instant < window.end:
        raise Refusal(
            f"`{text}` is outside the calendar of the center",
            f"choose a time from {window.first} to {window.last}, or change `calendar`",
        )
    return instant


def _instant(zone: str, moment: datetime, found: re.Match[str]) -> int:
    offset = found[3]
    if not offset:
        readings: dict[str, ast.Reading] = {"first": "first", "again": "again"}
        return _meant(zone, moment, readings.get(found[4]))
    with suppress(ValueError):
        return seconds(datetime.fromisoformat(f"{moment.isoformat()}{offset}"))
    raise Refusal(f"no clock is `{offset}` from UTC", "write it like `-05:00`")


def _moment(text: str) -> datetime:
    with suppress(ValueError):
        return datetime.fromisoformat(text)
    raise Refusal(f"there is no such time as `{text}`")


def _meant(zone: str, moment: datetime, reading: ast.Reading | None) -> int:
    """Return the one instant at which a clock reads `moment`, or refuse with both readings."""
    instants = instants_of(moment, zone)
    meant = meant_by(reading, instants)
    if meant is not None:
        return meant
    if reading is not None and instants:
        message = f"the clock of {zone} reads {moment:%Y-%m-%d %H:%M} once"
        raise Refusal(message, f"leave out `{reading}`")
    both = [_read(zone, moment, fold) for fold in (0, 1)]
    what = "never reads" if not instants else "reads"
    twice = " twice" if instants else ": it is put forward then"
    raise Refusal(
        f"the clock of {zone} {what} {moment:%Y-%m-%d %H:%M}{twice}",
        f"say which is meant: `{both[0]}` or `{both[1]}`",
    )


def _read(zone: str, moment: datetime, fold: int) -> str:
    """Return a reading of a wall-clock time with its offset, as the clock then shows it."""
    info = load_zone(zone)
    instant = moment.replace(tzinfo=info, fold=fold).astimezone(UTC)
    shown = instant.astimezone(info).isoformat(sep=" ", timespec="seconds")
    return shown.replace(":00-", "-", 1).replace(":00+", "+", 1)


def current_instant(center: ast.Center) -> int:
    """Return the UTC second it is now; only the command line reads the clock."""
    instant = seconds(datetime.now(tz=UTC))
    window = calendar_window(center)
    if not window.start <= instant < window.end:
        raise Refusal(
            "now is outside the calendar of the center",
            f"say when with `--at`, from {window.first} to {window.last}",
        )
    return instant
