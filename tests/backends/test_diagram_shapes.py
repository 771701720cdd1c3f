"""The one table of shapes and colours."""

import re
from pathlib import Path

from ccdsl.backends.diagram.shapes import KINDS, SHAPES, markdown

README = Path(__file__).parents[2] / "README.md"
_LEAST_CONTRAST = 4.5


def test_every_kind_of_box_has_a_row() -> None:
    assert tuple(SHAPES) == KINDS


def test_nothing_depends_on_colour_alone() -> None:
    words = [shape.word for shape in SHAPES.values()]
    assert len(set(words)) == len(words)


def test_texts_stand_out_from_their_box() -> None:
    for shape in SHAPES.values():
        assert (_luminance(shape.fill) + 0.05) / 0.05 > _LEAST_CONTRAST


def _luminance(color: str) -> float:
    """Return the relative luminance of `#rrggbb`."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_readme_shows_the_table() -> None:
    found = re.search(
        r"<!-- shapes: [^>]*-->\n\n(.*?)\n<!-- end of shapes -->",
        README.read_text(encoding="utf-8"),
        re.DOTALL,
    )
    assert found is not None
    assert found[1] == markdown()
