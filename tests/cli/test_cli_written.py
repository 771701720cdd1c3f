"""Where results go: links that hold from there, and what is never written over."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from ccdsl.drawing.renderers import available
from tests.cli.commands import TODAY, Run, start

NEEDS_EMBEDDED = pytest.mark.skipif(
    "embedded" not in available(), reason="the embedded renderer is not installed"
)
_URL = re.compile(r'URL="([^"#&]+\.ccdsl)')


def _linked(dot: Path) -> set[Path]:
    """Return the sources that a picture links to, from where it lies."""
    found = _URL.findall(dot.read_text(encoding="utf-8"))
    assert found
    return {(dot.parent / unquote(url)).resolve() for url in found}


@pytest.mark.parametrize("out", ["build", "elsewhere", "a b/ö/deep", "center", "center/x/y"])
def test_links_hold_wherever_a_build_goes(
    out: str, project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.parent)
    assert run("build", project, "--out", out, "--today", TODAY).code == 0
    assert _linked(Path(out) / "diagrams" / "center.dot") == {project / "center.ccdsl"}


@pytest.mark.parametrize("words", [(), ("--draft",)])
def test_links_hold_where_a_build_goes_by_itself(
    words: tuple[str, ...], project: Path, run: Run
) -> None:
    shown = run("build", project, "--today", TODAY, *words)
    center = next(Path(line) for line in shown.out.splitlines() if line.endswith("center.dot"))
    assert _linked(center) == {project / "center.ccdsl"}


def test_links_hold_from_a_folder_with_a_space(project: Path, run: Run) -> None:
    out = project / "my pictures" / "ö"
    assert run("diagram", project, "--format", "dot", "--out", out, "--today", TODAY).code == 0
    assert _linked(out / "center.dot") == {project / "center.ccdsl"}


@pytest.mark.parametrize(
    "words",
    [
        ("diagram", "--center", "--format", "dot", "--out"),
        ("check", "--format", "json", "--output"),
    ],
)
@pytest.mark.parametrize("name", ["ccdsl.yaml", "center.ccdsl", "people/roster.yaml"])
def test_no_result_replaces_what_people_wrote(
    words: tuple[str, ...], name: str, project: Path, run: Run
) -> None:
    before = (project / name).read_bytes()
    first, *rest = words
    shown = run(first, project, *rest, project / name)
    assert shown.code == 2
    assert "is a part of the project" in shown.err
    assert (project / name).read_bytes() == before


@pytest.mark.parametrize("first", ["build", "diagram"])
def test_a_name_that_a_variable_left_empty(first: str, project: Path, run: Run) -> None:
    shown = run(first, project, "--out", "")
    assert shown.code == 2
    assert "`--out` names nothing" in shown.err


@NEEDS_EMBEDDED
def test_a_build_has_the_same_bytes_everywhere(project: Path, tmp_path: Path) -> None:
    surroundings = (
        {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "77", "TZ": "Asia/Kathmandu", "LC_ALL": "tr_TR.UTF-8"},
    )
    built = []
    for number, environ in enumerate(surroundings):
        out, cwd = tmp_path / str(number), (project, tmp_path)[number]
        words = ("build", project, "--out", out, "--renderer", "embedded", "--today", TODAY)
        assert start(*words, cwd=cwd, **environ).returncode == 0
        files = sorted(path for path in out.rglob("*") if path.is_file())
        built.append({path.relative_to(out): path.read_bytes() for path in files})
    assert built[0] == built[1]
    assert Path("diagrams/index.html") in built[0]


def test_a_renderer_that_was_asked_for_is_not_done_without(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    shown = run("build", project, "--renderer", "dot")
    assert shown.code == 2
    assert "`dot` is not on the PATH" in shown.err
    assert not (project / "build").exists()


def test_a_file_where_a_folder_is_needed(project: Path, run: Run) -> None:
    (project / "here").write_text("mine\n")
    shown = run("diagram", project, "--format", "dot", "--out", project / "here")
    assert shown.code == 2
    assert "a file stands where a folder is needed" in shown.err
    assert (project / "here").read_text() == "mine\n"
