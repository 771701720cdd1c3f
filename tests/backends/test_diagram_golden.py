"""Every example's pictures, as text, as they were last looked at."""

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from ccdsl.backends.diagram import dot, mermaid, outline
from ccdsl.backends.diagram.comparison import compare
from ccdsl.backends.diagram.picture import Picture

from .drawing import EXAMPLES, example, pictures


class _Text(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT
    file_extension = "txt"


class _Dot(_Text):
    file_extension = "dot"


class _Markdown(_Text):
    file_extension = "md"


@pytest.mark.parametrize("name", EXAMPLES)
def test_dot(name: str, snapshot: SnapshotAssertion) -> None:
    drawn = "\n".join(dot.render(each) for each in pictures(example(name)))
    assert drawn == snapshot(extension_class=_Dot)


@pytest.mark.parametrize("name", EXAMPLES)
def test_mermaid(name: str, snapshot: SnapshotAssertion) -> None:
    assert mermaid.document(pictures(example(name))) == snapshot(extension_class=_Markdown)


@pytest.mark.parametrize("name", EXAMPLES)
def test_outline(name: str, snapshot: SnapshotAssertion) -> None:
    assert outline.document(pictures(example(name))) == snapshot(extension_class=_Text)


def _compared() -> tuple[Picture, ...]:
    return compare(example("harbor").world, example("harbor", "draft").world)


def test_both_centers_of_harbor_in_dot(snapshot: SnapshotAssertion) -> None:
    drawn = "\n".join(dot.render(each) for each in _compared())
    assert drawn == snapshot(extension_class=_Dot)


def test_both_centers_of_harbor_in_mermaid(snapshot: SnapshotAssertion) -> None:
    assert mermaid.document(_compared()) == snapshot(extension_class=_Markdown)


def test_both_centers_of_harbor_in_words(snapshot: SnapshotAssertion) -> None:
    assert outline.document(_compared()) == snapshot(extension_class=_Text)


def test_the_draft_center_of_harbor(snapshot: SnapshotAssertion) -> None:
    drawn = "\n".join(dot.render(each) for each in pictures(example("harbor", "draft")))
    assert "draft version 4" in drawn
    assert drawn == snapshot(extension_class=_Dot)
