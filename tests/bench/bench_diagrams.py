"""All pictures of a center beside one picture of the whole, drawn by `dot`.

Run as `python -m tests.bench.bench_diagrams`; needs `dot` on the PATH.
"""

import re
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from ccdsl.backends.diagram import emit_diagrams
from ccdsl.compiler import Compiled, compile_project
from ccdsl.diagnostics import Problems
from ccdsl.model.settings import read_settings
from ccdsl.store.disk import DiskFiles
from tests.bench.centers import write_center
from tests.bench.timing import say

LONGEST = 60.0
DECLARATIONS = 600
"""A center of so many declarations has about 1,000 boxes."""


BOX = re.compile(r"^ +(n\d+) \[")
LINE = re.compile(r"^ +(n\d+)(\S*) -> (n\d+)(.*)$")


NAMED = re.compile(r'label="(SCRIPT|QUEUE|AFTER HOURS|ROUTING|CALL) ([\w-]+)')
KINDS = {"CALL": "script", "AFTER HOURS": "after-hours"}


def whole(pictures: list[str]) -> str:
    """Return one graph with the boxes and lines of all pictures.

    A box that stands for a picture of its own is that picture's first box here: in a picture of
    the whole, lines lead on where several pictures have named connectors.
    """
    firsts = {_name(dot): f"p{number}n1" for number, dot in enumerate(pictures)}
    lines = ["digraph whole {", "rankdir=LR"]
    for number, dot in enumerate(pictures):
        here: dict[str, str] = {}
        for line in dot.splitlines():
            box, edge = BOX.match(line), LINE.match(line)
            if edge:
                tail, _, head, _ = edge.groups()
                lines.append(f"{here[tail]} -> {here[head]}")
            elif box:
                own = f"p{number}{box[1]}"
                here[box[1]] = _meant(line, firsts) or own
                lines += [f"{own} [{line[box.end() :]}"] if here[box[1]] == own else []
    return "\n".join([*lines, "}"])


def _name(dot: str) -> str:
    return dot.split("{", 1)[0].removeprefix("digraph").strip().strip('"')


def _meant(line: str, firsts: dict[str, str]) -> str | None:
    """Return the first box of the picture that a box stands for."""
    named = NAMED.search(line)
    if named is None:
        return None
    kind = KINDS.get(named[1], named[1].lower())
    return firsts.get(f"{kind}-{named[2]}")


def drawn(dot: str) -> float:
    """Return how long `dot` takes to draw graphs, in seconds; it is stopped after a minute."""
    began = time.perf_counter()
    try:
        subprocess.run(
            ["dot", "-Tsvg"], input=dot.encode(), capture_output=True, check=True, timeout=LONGEST
        )
    except subprocess.TimeoutExpired:
        return LONGEST
    return time.perf_counter() - began


def compiled(folder: Path) -> Compiled:
    """Return a generated center, compiled."""
    write_center(folder, DECLARATIONS)
    files = DiskFiles(root=folder)
    data = files.read("ccdsl.yaml")
    if not isinstance(data, bytes):
        sys.exit("the generated center has no settings")
    return compile_project(files, read_settings("ccdsl.yaml", data, Problems()), date(2026, 11, 22))


def main() -> None:
    """Measure and print."""
    if shutil.which("dot") is None:
        sys.exit("`dot` is not on the PATH")
    with tempfile.TemporaryDirectory() as name:
        artifacts = emit_diagrams(compiled(Path(name) / "center"), "in-service", "../")
    pictures = [one.text for one in artifacts if one.path.endswith(".dot")]
    boxes = [sum(bool(BOX.match(line)) for line in dot.splitlines()) for dot in pictures]
    print(f"{len(pictures)} pictures, {sum(boxes)} boxes, at most {max(boxes)} in one")
    apart = drawn("\n".join(pictures))
    together = drawn(whole(pictures))
    met = say("the largest picture, boxes", max(boxes), 200, at_most=True)
    met &= say("all pictures, of one of the whole", apart / together, 1, at_most=True)
    sys.exit(not met)


if __name__ == "__main__":
    main()
