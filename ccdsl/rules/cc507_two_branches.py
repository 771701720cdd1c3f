"""One release follows another, on one line."""

from collections.abc import Iterator, Sequence

from ccdsl.diagnostics import Label, Problems, Severity
from ccdsl.model.facts import Facts
from ccdsl.model.lock import LOCK, Release
from ccdsl.model.lock_guard import Guarded
from ccdsl.model.lock_read import read_lock
from ccdsl.model.lock_sides import Sides, common
from ccdsl.model.program import Program
from ccdsl.rules.releases import lock_place, sides_told
from ccdsl.rules.rule import Finding, rule
from ccdsl.source import Span

_HELP = (
    "`ccdsl lock repair --keep ours` keeps what was here before the merge, `--keep theirs` what "
    "came in with it; what the other side put in service is then promoted again"
)


@rule("CC507", Severity.ERROR)
def two_branches_released(program: Program, facts: Facts) -> Iterator[Finding]:
    """Two branches both went live.

    Why: each side checked its release against what was in service before, and not against the
    other's; which of the two is live, only you can say.
    Example:
        <<<<<<< HEAD    # CC507
          - sequence: 3
            by: "maria"
        =======
          - sequence: 3
            by: "ana"
        >>>>>>> winter-greeting
    Use instead: `ccdsl lock repair --keep ours` or `--keep theirs`; it says what to promote again.
    """
    del facts
    guarded = program.guarded
    if guarded is None or guarded.file is None:
        return
    if guarded.sides is not None:
        yield _marked(guarded.sides)
    elif guarded.flaw is not None and guarded.flaw.why == "twins":
        releases = guarded.file.partial.releases if guarded.file.partial else ()
        yield _merged(guarded, releases, guarded.flaw.release, guarded.flaw.other)


def _marked(sides: Sides) -> Finding:
    """Say what each side of a merge released, as far as their texts can be read."""
    ours, theirs = _releases(sides.ours), _releases(sides.theirs)
    parted = common(ours, theirs)
    told = [
        f"{which}{f' (`{name}`)' if name else ''} has {_told(releases[parted:])}"
        for which, name, releases in (
            ("our side", sides.our_name, ours),
            ("their side", sides.their_name, theirs),
        )
    ]
    return Finding(
        message=f"two branches both went live, and were merged: {'; '.join(told)}",
        span=Span(LOCK, sides.start, sides.start + len("<<<<<<<")),
        help=_HELP,
    )


def _releases(text: str) -> Sequence[Release]:
    found = read_lock(LOCK, text.encode(), Problems()).partial
    return found.releases if found else ()


def _told(releases: Sequence[Release]) -> str:
    return sides_told(releases) or "no release of its own"


def _merged(guarded: Guarded, releases: Sequence[Release], first: int, other: int) -> Finding:
    """Say which two releases stand in one lock although each knows nothing of the other."""
    one, two = releases[first], releases[other]
    return Finding(
        message="two branches both went live, and their locks were merged into one",
        span=lock_place(guarded, "releases", str(other)),
        help=_HELP,
        labels=(
            Label(
                span=lock_place(guarded, "releases", str(first)),
                text=f"{sides_told([one])}; below it, and knowing nothing of it, "
                f"{sides_told([two])}",
            ),
        ),
    )
