"""Words about releases that several rules say alike, and what they ask of the sources."""

from collections.abc import Iterable

from ccdsl.diagnostics import Label
from ccdsl.model.lock import LOCK, Key, Lock, Move, Release, named
from ccdsl.model.lock_guard import Guarded
from ccdsl.model.program import Program
from ccdsl.source import Span

_MOST_MOVES = 4


def called(key: Key) -> str:
    """Return a kind and a name as messages say them: script `hello`."""
    return f"{key[0]} `{key[1]}`"


def released(release: Release) -> str:
    """Return which release it was: release 3 (by `maria` on 2026-11-22)."""
    return f"release {release.sequence} (by `{release.by}` on {release.at[:10]})"


def sides_told(releases: Iterable[Release]) -> str:
    """Return the releases of one of two branches, so that they can be told from the other's."""
    return " and ".join(f"{_signed(one)}: {moves_told(one.moves)}" for one in releases)


def _signed(release: Release) -> str:
    """Return a release with when and why: release 3 (by `ana` at 2026-11-22 06:10 UTC, "why")."""
    why = f', "{release.note}"' if release.note else ""
    at = f"{release.at[:10]} {release.at[11:16]}"
    return f"release {release.sequence} (by `{release.by}` at {at} UTC{why})"


def put_in_service(lock: Lock, key: Key, number: int) -> str:
    """Return which release put a version in service, in words."""
    for release in reversed(lock.releases):
        if any(move.key == key and move.after == number for move in release.moves):
            return f"as {released(release)} put it in service"
    return "as it was put in service"


def moves_told(moves: Iterable[Move]) -> str:
    """Return what a release put in and out of service, in words."""
    told = [f"{called(one.key)} {_moved(one)}" for one in moves]
    if len(told) > _MOST_MOVES:
        told[_MOST_MOVES - 1 :] = [f"{len(told) - _MOST_MOVES + 1} more"]
    return ", ".join(told) or "no version, only what the versions lead to"


def _moved(move: Move) -> str:
    if move.before is None:
        return f"version {move.after}"
    if move.after is None:
        return f"version {move.before} out of service"
    return f"from version {move.before} to {move.after}"


def may_be_unread(program: Program, key: Key) -> bool:
    """Whether a name that is not there may stand in text that could not be read."""
    return bool(program.broken or program.loose & {key[1]} or key[0] in program.doubtful)


def lock_place(guarded: Guarded, section: str, entry: str) -> Span:
    """Return where something stands in the lock, or its top."""
    return guarded.file.place(section, entry) if guarded.file else Span(LOCK, 0, 0)


def lock_says(guarded: Guarded, section: str, entry: str, text: str) -> tuple[Label, ...]:
    """Return a label at a line of the lock."""
    return (Label(span=lock_place(guarded, section, entry), text=text),)


def command(word: str, key: Key) -> str:
    """Return a command about a name, as it is typed: `ccdsl draft script/hello`."""
    return f"`ccdsl {word} {named(key)}`"
