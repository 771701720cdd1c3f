"""Time zones from the pinned `tzdata` package alone, never from the machine."""

from bisect import bisect_right
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from pkgutil import get_data
from zoneinfo import ZoneInfo

from ccdsl.record import record

DAY = 86_400
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@cache
def zone_names() -> frozenset[str]:
    """Return every IANA time zone name."""
    return frozenset(_data("zones").decode("ascii").split())


@cache
def load_zone(name: str) -> ZoneInfo:
    """Return a zone by name; raises KeyError for one that does not exist."""
    if name not in zone_names():
        raise KeyError(name)
    return ZoneInfo.from_file(BytesIO(_data(f"zoneinfo/{name}")), key=name)


def _data(path: str) -> bytes:
    """Return a file of the package; `importlib.resources` takes longer to import than to read."""
    found = get_data("tzdata", path)
    if found is None:
        raise FileNotFoundError(path)
    return found


@cache
def tzdata_version() -> str:
    """Return the IANA version of the zone data, such as `2026a`."""
    import tzdata  # noqa: PLC0415 - only the version is wanted, and only by tables

    return str(tzdata.IANA_VERSION)


@record
class Change:
    """A clock change: at this UTC second the offset goes from `before` to `after` (seconds)."""

    at: int
    before: int
    after: int

    @property
    def skipped_or_repeated(self) -> tuple[int, int]:
        """Return the wall-clock seconds, as if UTC, that this change skips or repeats."""
        low, high = sorted((self.at + self.before, self.at + self.after))
        return low, high


@record
class Clock:
    """A zone's wall clock over a window of UTC seconds, as pieces of constant offset.

    Piece `i` runs from `starts[i]` to `starts[i + 1]`, the last to `end`.
    """

    starts: tuple[int, ...]
    offsets: tuple[int, ...]
    end: int
    changes: tuple[Change, ...]

    def offset(self, instant: int) -> int:
        """Return the offset from UTC, in seconds, at a UTC second."""
        return self.offsets[max(bisect_right(self.starts, instant) - 1, 0)]

    def wall(self, instant: int) -> int:
        """Return the wall clock at a UTC second, as seconds since 1970-01-01 00:00 local."""
        return instant + self.offset(instant)

    def instants(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the UTC intervals during which the wall clock reads from `start` to `end`.

        Half-open; two of them where a clock change repeats part of it, none where it is skipped.
        """
        first = max(bisect_right(self.starts, start - 2 * DAY) - 1, 0)
        if first + 1 == len(self.starts) or self.starts[first + 1] > end + 2 * DAY:
            # No clock change is near: offsets are never as large as two days.
            offset = self.offsets[first]
            low, high = max(start - offset, self.starts[first]), min(end - offset, self.end)
            return [(low, high)] if low < high else []
        found: list[tuple[int, int]] = []
        for index in range(first, len(self.starts)):
            since = self.starts[index]
            if since > end + 2 * DAY:
                break
            until = self.starts[index + 1] if index + 1 < len(self.starts) else self.end
            offset = self.offsets[index]
            low, high = max(start - offset, since), min(end - offset, until)
            if low < high:
                found.append((low, high))
        return found


def seconds(moment: datetime) -> int:
    """Return whole UTC seconds since 1970."""
    return (moment - _EPOCH) // timedelta(seconds=1)


def wall_clock(instant: int, zone: str) -> datetime:
    """Return the wall clock of a zone at a UTC second, without its zone."""
    return (_EPOCH + timedelta(seconds=instant)).astimezone(load_zone(zone)).replace(tzinfo=None)


def utc_text(instant: int) -> str:
    """Return a UTC second as RFC 3339 text."""
    return (_EPOCH + timedelta(seconds=instant)).strftime("%Y-%m-%dT%H:%M:%SZ")


@cache
def clock_of(zone: str, start: int, end: int) -> Clock:
    """Return the wall clock of a zone over the UTC seconds from `start` to `end`."""
    info = load_zone(zone)

    def offset(instant: int) -> int:
        moment = _EPOCH + timedelta(seconds=instant)
        return round((moment.astimezone(info).utcoffset() or timedelta()).total_seconds())

    starts, offsets, changes = [start], [offset(start)], []
    for day in range(start, end, DAY):
        until = min(day + DAY, end)
        if offset(until) == offsets[-1]:
            continue
        low, high = day, until
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if offset(middle) == offsets[-1] else (low, middle)
        changes.append(Change(at=high, before=offsets[-1], after=offset(high)))
        starts.append(high)
        offsets.append(offset(high))
    return Clock(starts=tuple(starts), offsets=tuple(offsets), end=end, changes=tuple(changes))
