"""Where a project stands, as a table and as JSON; `schemas/status.schema.json` describes it."""

import json
from collections.abc import Iterator, Sequence

from ccdsl.lifecycle.overview import Overview, Stand
from ccdsl.model.lock import Key
from ccdsl.report.display import visible, width

FORMAT = 1
_MOST = 4


def render_text(found: Overview) -> str:
    """Return a line for each name with versions, and one for the last release."""
    rows = [("", "in service", "draft", ""), *(_row(each) for each in found.stands)]
    return "".join(f"{line}\n" for line in (*_table(rows), "", *_closing(found)))


def render_json(found: Overview) -> str:
    """Return all of it as JSON, for other programs."""
    last = found.last
    document = {
        "format": FORMAT,
        "names": [_name(each) for each in found.stands],
        "released": None
        if last is None
        else {"sequence": last.sequence, "at": last.at, "by": last.by, "note": last.note},
        "drifted": None if found.drifted is None else [_called(key) for key in found.drifted],
        "is_released": found.is_released,
    }
    return f"{json.dumps(document, ensure_ascii=False, indent=2)}\n"


def _row(stand: Stand) -> tuple[str, ...]:
    notes = [
        *(("edited by hand",) if stand.edited else ()),
        *((f"changed around it: {_listed(stand.changed)}",) if stand.changed else ()),
        *((f"review overdue since {stand.due}",) if stand.due else ()),
    ]
    return (
        f"{stand.key[0]} {stand.key[1]}",
        _version(stand.in_service),
        _version(stand.draft),
        "; ".join(notes),
    )


def _closing(found: Overview) -> Iterator[str]:
    last = found.last
    if last is None and found.is_lost:
        yield "the last release is not known: `ccdsl.lock` is lost or damaged; see `ccdsl check`"
        return
    if last is None:
        yield "no release yet; `ccdsl release` notes what is in service, and guards it"
        return
    at = last.at.replace("T", " ").replace("Z", " UTC")
    yield f"last release: {last.sequence}, {at}, by {visible(last.by)}: {visible(last.note)}"
    if found.drifted is None:
        yield "what has changed since cannot be told while the project has errors"
    elif any(each.edited for each in found.stands):
        yield "what is in service was edited by hand; `ccdsl check` says how to go on"
    elif found.is_released:
        yield "nothing has changed since"
    else:
        what = f"changed since: {_listed(found.drifted)}" if found.drifted else "something changed"
        yield f"{what}; `ccdsl release` accepts it"


def _listed(keys: Sequence[Key]) -> str:
    """Return a few things by their kinds and names, and how many more there are."""
    shown = [f"{kind} {name}" for kind, name in keys[:_MOST]]
    more = f" and {len(keys) - _MOST} more" if len(keys) > _MOST else ""
    return ", ".join(shown) + more


def _version(number: int | None) -> str:
    return "-" if number is None else f"version {number}"


def _table(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(width(row[at]) for row in rows) for at in range(len(rows[0]))]
    for row in rows:
        cells = (cell + " " * (size - width(cell)) for cell, size in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def _name(stand: Stand) -> dict[str, object]:
    return {
        "kind": stand.key[0],
        "name": stand.key[1],
        "in_service": stand.in_service,
        "draft": stand.draft,
        "edited": stand.edited,
        "changed": [_called(key) for key in stand.changed],
        "review_due": None if stand.due is None else stand.due.isoformat(),
    }


def _called(key: Key) -> dict[str, str]:
    return {"kind": key[0], "name": key[1]}
