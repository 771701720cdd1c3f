"""Past calls from a CSV file: which number was called, by whom, when."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

from ccdsl.analysis.plan_calls import PastCall
from ccdsl.cli.ends import Refusal
from ccdsl.model.zones import load_zone, seconds
from ccdsl.store.errors import words

_COLUMNS = ("number", "caller", "time")
_HIDDEN = frozenset(("", "withheld", "anonymous", "unknown"))


def read_calls(path: Path, zone: str) -> tuple[PastCall, ...]:
    """Return the calls of a file; times without an offset are on the clock of `zone`."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise Refusal(f"`{path}` cannot be read: {words(error)}") from error
    except UnicodeDecodeError as error:
        raise Refusal(f"`{path}` is not UTF-8 text", "save it as UTF-8") from error
    return tuple(_rows(path, text, zone))


def _rows(path: Path, text: str, zone: str) -> Iterator[PastCall]:
    rows = csv.DictReader(StringIO(text, newline=""))
    missing = [name for name in _COLUMNS if name not in (rows.fieldnames or ())]
    if missing:
        raise Refusal(
            f"`{path}` has no column `{missing[0]}`", "its first line is `number,caller,time`"
        )
    for row in rows:
        written = (row["time"] or "").strip()
        try:
            moment = datetime.fromisoformat(written)
        except ValueError:
            raise Refusal(
                f"`{path}`, line {rows.line_num}: `{written}` is not a time",
                "write it like 2026-11-23 09:30, or with an offset",
            ) from None
        local = moment if moment.tzinfo is not None else moment.replace(tzinfo=load_zone(zone))
        caller = (row["caller"] or "").strip()
        yield PastCall(
            number=(row["number"] or "").strip(),
            caller=None if caller.lower() in _HIDDEN else caller,
            instant=seconds(local.astimezone(UTC)),
        )
