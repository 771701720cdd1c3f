"""Flowcharts read by Mermaid itself, where somebody has it: its limits are those of GitHub."""

import json
import os
from pathlib import Path

import pytest

from ccdsl.backends.diagram import mermaid
from ccdsl.backends.diagram.comparison import compare
from ccdsl.backends.diagram.pictures import entry_pictures
from tests.backends.drawing import EXAMPLES, example, pictures
from tests.backends.test_diagram_hostile import HOSTILE, center_saying
from tests.browser.chromium import browser, play

_WHERE = "CCDSL_MERMAID"


@pytest.fixture
def library() -> str:
    """Return Mermaid's own text, as npm's `mermaid` ships it in `dist/mermaid.min.js`."""
    browser()
    path = os.environ.get(_WHERE)
    if path is None:
        pytest.skip(f"{_WHERE} does not name a mermaid.min.js")
    return Path(path).read_text(encoding="utf-8").replace("</script", r"<\/script")


def test_mermaid_reads_every_flowchart(library: str, tmp_path: Path) -> None:
    charts: list[str] = []
    for name in EXAMPLES:
        world = example(name).world
        charts += map(mermaid.render, pictures(example(name)))
        charts += [
            mermaid.render(each)
            for entry in world.program.entries
            for each in entry_pictures(world, entry)
        ]
    both = compare(example("harbor").world, example("harbor", "draft").world)
    charts += map(mermaid.render, both)
    for text in HOSTILE:
        charts += map(mermaid.render, pictures(center_saying(text)))
    data = json.dumps(charts).replace("<", r"\u003c")
    page = f"<!doctype html><meta charset=utf-8><body><script>{library}</script></body>"
    found = play(
        page,
        f"""
        mermaid.initialize({{ startOnLoad: false, securityLevel: "strict" }});
        const wrong = [];
        const charts = {data};
        for (const chart of charts) {{
          try {{ await mermaid.parse(chart); }} catch (error) {{ wrong.push(String(error)); }}
        }}
        return {{ read: charts.length, wrong }};
        """,
        tmp_path,
    )
    assert found == {"read": len(charts), "wrong": []}
