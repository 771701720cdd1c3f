"""`ccdsl diagram` as a new user would try it."""

import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from ccdsl.drawing import renderers
from ccdsl.drawing.renderers import DrawingError, available, draw
from tests.cli.commands import TODAY, Run

HARBOR = Path(__file__).parents[2] / "examples" / "harbor"
NEEDS_LAYOUT = pytest.mark.skipif(not available(), reason="nothing here lays pictures out")


def test_one_picture_goes_to_standard_output(run: Run) -> None:
    ran = run("diagram", HARBOR, "--script", "spanish", "--format", "dot", "--today", TODAY)
    assert ran.code == 0
    assert ran.out.startswith('digraph "script-spanish"')
    assert 'URL="scripts.ccdsl&#35;L' in ran.out


@pytest.mark.parametrize(
    ("choice", "name"),
    [
        (("--center",), "center"),
        (("--entry", "mail"), "entry-mail"),
        (("--queue", "claims"), "queue-claims"),
    ],
)
def test_each_choice_draws_its_picture(run: Run, choice: tuple[str, ...], name: str) -> None:
    ran = run("diagram", HARBOR, *choice, "--format", "dot", "--today", TODAY)
    assert ran.code == 0
    assert ran.out.replace('"', "").startswith(f"digraph {name} {{")


def test_a_draft_is_drawn_as_one(run: Run) -> None:
    words = ("diagram", HARBOR, "--script", "main_menu", "--format", "dot", "--today", TODAY)
    in_service, draft = run(*words), run(*words, "--draft")
    assert "dashed" not in in_service.out
    assert "draft version 4" in draft.out
    assert 'style="filled,dashed' in draft.out


def test_both_centers_are_drawn_as_one(run: Run) -> None:
    words = ("diagram", HARBOR, "--compare", "--format", "outline", "--today", TODAY)
    every = run(*words)
    assert (every.code, every.err) == (0, "")
    assert "the whole center, in service and in draft\n====" in every.out
    assert "added: key 1, Bill:" in every.out
    assert "Queue claims: Claims\n====" not in every.out
    (title,) = [line for line in every.out.splitlines() if line.startswith("Script main_menu,")]
    assert title.startswith("Script main_menu, version 3, in service: Main menu → ")


@pytest.mark.parametrize(
    ("choice", "mark"),
    [
        (("--script", "main_menu"), "changed"),
        (("--entry", "main_line"), "added"),
        (("--center",), "changed"),
        (("--queue", "claims"), ""),
    ],
)
def test_one_picture_of_both_centers(choice: tuple[str, ...], mark: str, run: Run) -> None:
    ran = run("diagram", HARBOR, *choice, "--compare", "--format", "dot", "--today", TODAY)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("digraph ")
    assert mark.upper() in ran.out
    assert bool(mark) == ("penwidth" in ran.out)


@NEEDS_LAYOUT
@pytest.mark.parametrize("form", ["svg", "html"])
def test_both_centers_are_laid_out(form: str, tmp_path: Path, run: Run) -> None:
    out = tmp_path / "a"
    words = ("--compare", "--script", "main_menu", "--format", form, "--out", out)
    assert run("diagram", HARBOR, *words, "--today", TODAY).code == 0
    text = out.read_text(encoding="utf-8")
    assert "REMOVED" in text
    assert 'class="node play added"' in text


def test_without_a_draft_there_is_nothing_to_compare(project: Path, run: Run) -> None:
    ran = run("diagram", project, "--compare", "--format", "dot", "--today", TODAY)
    assert (ran.code, ran.out) == (0, "")
    assert "no draft changes anything that a picture shows" in ran.err
    both = run("diagram", project, "--compare", "--draft", "--today", TODAY)
    assert (both.code, both.out) == (2, "")
    assert "choose one of `--draft` and `--compare`" in both.err


def test_all_pictures_in_words_are_one_text(run: Run) -> None:
    ran = run("diagram", HARBOR, "--format", "outline", "--today", TODAY)
    assert ran.code == 0
    assert "Queue claims: Claims\n====" in ran.out
    assert "key 1, Call me back" in ran.out


@NEEDS_LAYOUT
def test_svg_is_laid_out_and_says_by_what(run: Run) -> None:
    ran = run("diagram", HARBOR, "--script", "spanish", "--today", TODAY)
    assert ran.code == 0
    ET.fromstring(ran.out)  # noqa: S314 - our own
    assert f"<!-- {ran.err.strip()} -->" in ran.out


@NEEDS_LAYOUT
def test_several_pictures_go_to_a_folder_with_links_back(run: Run, tmp_path: Path) -> None:
    ran = run("diagram", HARBOR, "--out", tmp_path / "new" / "pictures", "--today", TODAY)
    assert ran.code == 0
    files = sorted(path.name for path in (tmp_path / "new" / "pictures").iterdir())
    assert "center.svg" in files
    assert "queue-claims.svg" in files
    text = (tmp_path / "new" / "pictures" / "script-spanish.svg").read_text(encoding="utf-8")
    assert "examples/harbor/scripts.ccdsl" in text


@NEEDS_LAYOUT
def test_html_is_one_file(run: Run, tmp_path: Path) -> None:
    ran = run("diagram", HARBOR, "--format", "html", "--out", tmp_path / "a.html", "--today", TODAY)
    assert ran.code == 0
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert page.count("<svg") > 20


def test_several_svgs_do_not_fit_standard_output(run: Run) -> None:
    ran = run("diagram", HARBOR, "--today", TODAY)
    assert ran.code == 2
    assert "standard output takes one SVG" in ran.err
    assert "--out FOLDER" in ran.err
    assert ran.out == ""


def test_a_wrong_name_is_refused_with_the_nearest(run: Run) -> None:
    ran = run("diagram", HARBOR, "--script", "main_meny", "--today", TODAY)
    assert ran.code == 2
    assert "there is no script `main_meny`" in ran.err
    assert "did you mean `main_menu`?" in ran.err


def test_only_one_choice(run: Run) -> None:
    ran = run("diagram", HARBOR, "--script", "spanish", "--center", "--today", TODAY)
    assert ran.code == 2
    assert "choose one of" in ran.err


def test_nothing_is_drawn_from_a_project_with_errors(run: Run, project: Path) -> None:
    (project / "wrong.ccdsl").write_text("script", encoding="utf-8")
    ran = run("diagram", project, "--center", "--format", "dot", "--today", TODAY)
    assert ran.code == 1
    assert "nothing was drawn" in ran.err
    assert ran.out == ""


def test_a_file_where_the_folder_should_be(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    out = tmp_path / "file" / "a.dot"
    ran = run("diagram", HARBOR, "--center", "--format", "dot", "--out", out, "--today", TODAY)
    assert ran.code == 2
    assert "cannot be made" in ran.err


def test_without_a_renderer_it_says_what_helps(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(renderers.util, "find_spec", lambda _: None)
    ran = run("diagram", HARBOR, "--center", "--today", TODAY)
    assert ran.code == 2
    assert "nothing here can lay pictures out" in ran.err
    assert "--format mermaid" in ran.err
    ran = run("diagram", HARBOR, "--center", "--renderer", "dot", "--today", TODAY)
    assert "`dot` is not on the PATH" in ran.err


def _stand_in(folder: Path, body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a program called `dot` on the PATH."""
    program = folder / "dot"
    program.write_text(f"#!{sys.executable}\n{body}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))


def test_a_renderer_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body = "import sys, time\nif '-V' not in sys.argv: time.sleep(60)"
    _stand_in(tmp_path, body, monkeypatch)
    with pytest.raises(DrawingError, match="longer than 1 seconds"):
        draw(["digraph {}"], "dot", limit_s=1)


def test_a_renderer_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _stand_in(tmp_path, "import sys; sys.exit('no room on the plotter')", monkeypatch)
    with pytest.raises(DrawingError, match="no room on the plotter"):
        draw(["digraph {}"], "dot")


def test_pictures_do_not_depend_on_the_hash_seed() -> None:
    program = "from ccdsl.cli import main; main()"
    words = ("diagram", str(HARBOR), "--format", "dot", "--today", TODAY)
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program, *words],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(HARBOR.parents[1])},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
