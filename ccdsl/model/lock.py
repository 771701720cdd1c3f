"""What `ccdsl.lock` holds: what is in service, as digests, and the chain of releases behind it.

Three digests guard it, each SHA-256 as 64 lower-case hexadecimal digits of canonical JSON:
a version's own (`lock_own`), that of everything the lock says besides the releases
(`state_digest`), and that of a release (`record_digest`), which names the state it left behind and
the digest of the release before it. The last release carries its own digest, so that no line of the
file is outside of one. Whoever computes all of them anew can still lie; only a comparison with an
earlier revision finds that out.
"""

from collections.abc import Mapping
from dataclasses import field

from ccdsl.model.canonical import Json, canonical_json, present, text_digest
from ccdsl.model.digest import EDITION
from ccdsl.record import record

LOCK = "ccdsl.lock"
"""Where the lock lies in a project."""

NEVER = "none"
"""How a move says that no version was, or is, in service."""

Key = tuple[str, str]
"""A kind and a name."""

Archived = tuple[str, str, int]
"""A kind, a name and the number of a version."""


@record
class InService:
    """The version of a name that is in service, the digests of what it says and can lead to."""

    version: int
    content: str
    reach: str


@record
class Move:
    """One change of a release: the version in service before and after, None for none."""

    kind: str
    name: str
    before: int | None
    after: int | None

    @property
    def key(self) -> Key:
        """The kind and the name."""
        return (self.kind, self.name)


@record
class Release:
    """One record of the chain.

    `sequence` counts from 1; `at` is UTC, like `2026-11-22T06:10:00Z`; `by` is a person's id on the
    roster, or whatever they call themselves where there is none. `table` is the digest of the
    routing table, `plan` that of the plan, `state` that of what the lock says besides the releases,
    `previous` that of the release before, None for the first.
    """

    sequence: int
    at: str
    by: str
    note: str
    moves: tuple[Move, ...]
    table: str
    plan: str | None = None
    state: str
    previous: str | None
    digest: str


@record
class Lock:
    """A project's lock.

    `highest` has the highest number that a version in service ever had; `reached` the content
    digest of every declaration without versions that a version in service can lead to; `archived`
    the own digest of every version that was in service and is not any more.
    """

    edition: int = EDITION
    in_service: Mapping[Key, InService] = field(default_factory=dict)
    highest: Mapping[Key, int] = field(default_factory=dict)
    reached: Mapping[Key, str] = field(default_factory=dict)
    archived: Mapping[Archived, str] = field(default_factory=dict)
    releases: tuple[Release, ...] = ()

    @property
    def last(self) -> Release | None:
        """The latest release."""
        return self.releases[-1] if self.releases else None


def state_digest(lock: Lock) -> str:
    """Return the digest of everything a lock says besides the releases."""
    return _digest(
        {
            "edition": lock.edition,
            "in-service": {
                named(key): {"version": one.version, "content": one.content, "reach": one.reach}
                for key, one in lock.in_service.items()
            },
            "highest": {named(key): number for key, number in lock.highest.items()},
            "reached": {named(key): digest for key, digest in lock.reached.items()},
            "archived": {numbered(key): digest for key, digest in lock.archived.items()},
        }
    )


def record_digest(release: Release) -> str:
    """Return the digest of everything a release says besides its own digest."""
    moves: dict[str, Json] = {named(one.key): [one.before, one.after] for one in release.moves}
    return _digest(
        present(
            edition=EDITION,
            sequence=release.sequence,
            at=release.at,
            by=release.by,
            note=release.note,
            moves=moves,
            table=release.table,
            plan=release.plan,
            state=release.state,
            previous=release.previous,
        )
    )


def named(key: Key) -> str:
    """Return a kind and a name as the lock writes them: `script/main_menu`."""
    return f"{key[0]}/{key[1]}"


def numbered(key: Archived) -> str:
    """Return a version as the lock and the archive's file names write it: `script/main_menu.v2`."""
    kind, name, number = key
    return f"{kind}/{name}.v{number}"


def archive_path(key: Archived) -> str:
    """Return where the source of a version lies that is not in service any more."""
    return f"archive/{numbered(key)}.ccdsl"


def _digest(value: Json) -> str:
    return text_digest(canonical_json(value))
