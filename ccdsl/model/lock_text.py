"""The lock as text: one line for each thing, sorted, so that a difference can be read."""

import json
from collections.abc import Iterable, Iterator, Mapping

from ccdsl.model.lock import NEVER, Lock, Release, named, numbered

TITLE = (
    "# Written by ccdsl and guarded by digests: do not edit. `ccdsl history` tells what it says."
)


def lock_text(lock: Lock) -> str:
    """Return the one text of a lock; reading it gives the lock back."""
    return "\n".join((TITLE, f"edition: {lock.edition}", *_state(lock), *_releases(lock), ""))


def quoted(text: str) -> str:
    """Return a text in double quotes; what cannot be printed is escaped."""
    whole = json.dumps(text, ensure_ascii=False)
    if whole.isprintable():
        return whole
    return "".join(each if each.isprintable() else _escaped(each) for each in whole)


def moved(before: int | None, after: int | None) -> str:
    """Return a move as the lock writes it: `2 -> 3`, `none -> 1`."""
    return f"{before or NEVER} -> {after or NEVER}"


def _escaped(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) <= 0xFFFF else f"\\U{ord(char):08x}"  # noqa: PLR2004 - what `\u` can name


def _state(lock: Lock) -> Iterator[str]:
    yield from _section(
        "in-service",
        {
            named(
                key
            ): f'{{version: {one.version}, content: "{one.content}", reach: "{one.reach}"}}'
            for key, one in sorted(lock.in_service.items())
        },
    )
    yield from _section(
        "highest", {named(key): str(number) for key, number in sorted(lock.highest.items())}
    )
    yield from _section(
        "reached", {named(key): f'"{digest}"' for key, digest in sorted(lock.reached.items())}
    )
    yield from _section(
        "archived",
        {numbered(key): f'"{digest}"' for key, digest in sorted(lock.archived.items())},
    )


def _section(title: str, lines: Mapping[str, str], indent: str = "") -> Iterator[str]:
    if not lines:
        yield f"{indent}{title}: {{}}"
        return
    yield f"{indent}{title}:"
    for key, said in lines.items():
        yield f"{indent}  {key}: {said}"


def _releases(lock: Lock) -> Iterable[str]:
    if not lock.releases:
        return ("releases: []",)
    lines = ["releases:"]
    for release in lock.releases:
        first, *rest = _release(release)
        lines += [f"  - {first}", *(f"    {line}" for line in rest)]
    return lines


def _release(release: Release) -> Iterator[str]:
    """Yield the lines of a release.

    The first and the last are its own alone, so that a merge of two never mixes their lines.
    """
    yield from _digests(digest=release.digest)
    yield f"sequence: {release.sequence}"
    yield from _digests(previous=release.previous)
    for name, text in (("at", release.at), ("by", release.by), ("note", release.note)):
        yield f"{name}: {quoted(text)}"
    moves = sorted(release.moves, key=lambda one: one.key)
    yield from _section("moves", {named(one.key): moved(one.before, one.after) for one in moves})
    yield from _digests(table=release.table, plan=release.plan, state=release.state)


def _digests(**digests: str | None) -> Iterator[str]:
    yield from (f'{name}: "{each}"' for name, each in digests.items() if each is not None)
