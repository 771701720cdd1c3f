"""The releases here go on from those of another revision."""

from collections.abc import Iterator, Sequence
from typing import assert_never

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.lock import LOCK, Release
from ccdsl.model.lock_against import Parting, find_parting
from ccdsl.model.program import Program
from ccdsl.rules.releases import sides_told
from ccdsl.rules.rule import Finding, rule
from ccdsl.source import Span


@rule("CC512", Severity.ERROR)
def releases_do_not_follow(program: Program, facts: Facts) -> Iterator[Finding]:
    """The releases here do not go on from those of a revision.

    Why: a chain of releases only grows. One that lacks a release of the branch it will be merged
    into was cut or rewritten, or both branches went live since they parted.
    Example:
        ccdsl check --against origin/main    # CC512
    Use instead: bring the other branch in (`git merge`), then `ccdsl lock repair`, which says what
    is to be promoted again.
    """
    del facts
    guarded = program.guarded
    if guarded is None or guarded.against is None:
        return
    if guarded.file is not None and guarded.lock is None:
        return
    parting = find_parting(guarded.lock, guarded.against)
    if parting is None:
        return
    is_unguarded = guarded.file is None and (guarded.locked or bool(guarded.archive))
    if parting.why == "dropped" or not is_unguarded:  # Else another rule speaks of it (CC509).
        message, way_out = _said(parting, guarded.against.ref)
        yield Finding(message=message, span=Span(LOCK, 0, 0), help=way_out)


def _said(parting: Parting, ref: str) -> tuple[str, str]:
    """Return what is wrong, and the way out."""
    ours, theirs = _told(parting.ours), _told(parting.theirs)
    match parting.why:
        case "dropped":
            message = f"`{ref}` is guarded by `{LOCK}`, and here there is none"
            return message, "take the file back as it is there"
        case "doubtful":
            message = f"the `{LOCK}` of `{ref}` cannot be believed, so nothing can be held to it"
            return message, f"check `{ref}` itself first: `ccdsl check` there says what is wrong"
        case "undone":
            message = f"releases of `{ref}` are not here any more: {theirs}"
            return message, (
                "if they came in by a merge, `ccdsl lock repair` shows both sides of it, and "
                f"`--keep` takes theirs after all; else take `{LOCK}` back as it is there"
            )
        case "both":
            message = f"`{ref}` and this branch both went live: there {theirs}; here {ours}"
            way_out = (
                f"bring `{ref}` in (`git merge {ref}`), then `ccdsl lock repair --keep theirs`"
            )
            return message, f"{way_out}, which says what to promote again"
        case "unknown":
            message = f"`{ref}` has gone on ({theirs}), and git does not tell where you parted"
            return message, "`git fetch --unshallow` brings the history; in CI, fetch all of it"
        case _:
            assert_never(parting.why)


def _told(releases: Sequence[Release]) -> str:
    return sides_told(releases) or "nothing"
