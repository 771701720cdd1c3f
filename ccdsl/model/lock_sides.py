"""Two locks where there should be one: what each side released since they parted."""

import re
from collections.abc import Sequence

from ccdsl.model.lock import Release
from ccdsl.record import record

_MARKER = re.compile(r"(?:<{7}|\|{7}|={7}|>{7})(?:[ \t].*)?")


@record
class Sides:
    """The two texts of a file with conflict markers; `start` is the offset of the first marker.

    `ours` is the side that was checked out, `theirs` the one that was merged into it; the names
    are those behind the markers.
    """

    start: int
    ours: str
    theirs: str
    our_name: str
    their_name: str


def split_sides(text: str) -> Sides | None:
    """Return the two sides of a text with conflict markers, None where there are none."""
    start = re.search(r"^<{7}(?: |$)", text, re.MULTILINE)
    if start is None:
        return None
    ours: list[str] = []
    theirs: list[str] = []
    names = {"<": "", ">": ""}
    kept: tuple[list[str], ...] = (ours, theirs)
    for line in text.splitlines(keepends=True):
        bare = line.rstrip("\r\n")
        if not _MARKER.fullmatch(bare):
            for side in kept:
                side.append(line)
            continue
        kept = {"<": (ours,), "|": (), "=": (theirs,), ">": (ours, theirs)}[bare[0]]
        if bare[0] in names:
            names[bare[0]] = names[bare[0]] or bare[7:].strip()
    return Sides(
        start=start.start(),
        ours="".join(ours),
        theirs="".join(theirs),
        our_name=names["<"],
        their_name=names[">"],
    )


def common(ours: Sequence[Release], theirs: Sequence[Release]) -> int:
    """Return how many releases, from the first, two chains have in common."""
    count = 0
    for own, other in zip(ours, theirs, strict=False):
        if own.digest != other.digest:
            break
        count += 1
    return count
