"""The releases of a project, as text and as JSON; `schemas/history.schema.json` describes it."""

import json
from collections.abc import Collection, Iterator, Sequence

from ccdsl.model.lock import Key, Move, Release
from ccdsl.report.display import visible

FORMAT = 1


def render_text(releases: Sequence[Release], only: Collection[Key] | None = None) -> str:
    """Return who released what, when and why, the latest first; of moves, all or `only` some."""
    blocks = ("\n".join(_block(each, only)) for each in reversed(releases))
    return "\n\n".join(blocks) + "\n" if releases else ""


def render_json(releases: Sequence[Release]) -> str:
    """Return all of it as JSON, for other programs, the earliest first."""
    document = {"format": FORMAT, "releases": [_release(each) for each in releases]}
    return f"{json.dumps(document, ensure_ascii=False, indent=2)}\n"


def _block(release: Release, only: Collection[Key] | None) -> Iterator[str]:
    at = release.at.replace("T", " ").replace("Z", " UTC")
    yield f"release {release.sequence}  {at}  by {visible(release.by)}"
    yield f"  {visible(release.note)}"
    if not release.moves:
        yield "  no version moved; what is around them changed"
    shown = [move for move in release.moves if only is None or move.key in only]
    for move in shown:
        yield f"  {move.kind} {move.name}: {_told(move)}"
    if len(shown) < len(release.moves):
        yield f"  and {len(release.moves) - len(shown)} more"


def _told(move: Move) -> str:
    match move.before, move.after:
        case None, after:
            return f"version {after} put in service"
        case before, None:
            return f"version {before} taken out of service"
        case before, after:
            return f"version {before} -> version {after}"


def _release(release: Release) -> dict[str, object]:
    return {
        "sequence": release.sequence,
        "at": release.at,
        "by": release.by,
        "note": release.note,
        "moves": [
            {"kind": one.kind, "name": one.name, "from": one.before, "to": one.after}
            for one in release.moves
        ],
        "table": release.table,
        "plan": release.plan,
        "previous": release.previous,
        "digest": release.digest,
    }
