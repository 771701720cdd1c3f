"""`check` and `build`: the walk of a new user, standard input, exit codes, the same bytes."""

import json
from pathlib import Path

import pytest

from tests.cli.commands import TODAY, Run, start

ENVIRONMENTS = (
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "7", "TZ": "America/Adak", "LC_ALL": "POSIX", "PYTHONUTF8": "0"},
)
MISTAKES = """\
prompt héllo {
  en-US "Grüße"
}
skill one
skill one
queue q { channels voice requires nobody }
"""


@pytest.mark.parametrize("today", ["2024-02-29", TODAY, "2027-12-31"])
def test_what_init_makes_compiles_without_a_finding_and_builds(
    today: str, tmp_path: Path, run: Run
) -> None:
    folder = tmp_path / "new"
    made = run("init", folder, "--today", today)
    assert made.code == 0
    assert all(Path(line).is_file() for line in made.out.splitlines())
    checked = run("check", folder, "--today", today)
    assert (checked.code, checked.out, checked.err) == (0, "no findings\n", "")
    assert run("fmt", "--check", folder).code == 0
    built = run("build", folder, "--today", today)
    assert built.code == 0
    assert len(built.err.splitlines()) == 1
    assert (folder / "build" / "routing-table.json").as_posix() in built.out.splitlines()
    assert all(Path(line).is_file() for line in built.out.splitlines())


def test_init_check_build_in_the_current_folder(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for words in (("init",), ("check",), ("build",), ("doctor",)):
        assert run(*words).code == 0
    assert run("build").out.startswith("build/")


def test_what_init_says_to_run_is_what_there_is(project: Path, run: Run) -> None:
    hooks = (project / ".pre-commit-config.yaml").read_text()
    assert "entry: ccdsl check" in hooks
    assert "$$" not in hooks
    assert run("fmt", "--check", project).code == 0
    assert run("check", project).code == 0


def test_draft_builds_beside_what_is_in_service(project: Path, run: Run) -> None:
    assert run("build", project).code == 0
    shown = run("build", project, "--draft")
    assert shown.code == 0
    assert (project / "build/draft/routing-table.json").is_file()
    assert (project / "build/routing-table.json").is_file()


class TestExitCodes:
    def test_findings_below_fail_on_are_shown_and_clean(self, project: Path, run: Run) -> None:
        (project / "extra.ccdsl").write_text("# ccdsl: ignore\n")
        shown = run("check", project)
        assert shown.code == 0
        assert "warning[CC015]" in shown.out
        assert run("check", project, "--fail-on", "warning").code == 1
        assert run("build", project).code == 0

    def test_the_settings_say_what_fails(self, project: Path, run: Run) -> None:
        (project / "extra.ccdsl").write_text("# ccdsl: ignore\n")
        settings = project / "ccdsl.yaml"
        settings.write_text(settings.read_text().replace("fail-on: error", "fail-on: warning"))
        assert run("check", project).code == 1
        assert run("build", project).code == 1
        assert not (project / "build").exists()

    def test_never_forgives_a_check_but_not_a_build(self, project: Path, run: Run) -> None:
        (project / "extra.ccdsl").write_text("}\n")
        settings = project / "ccdsl.yaml"
        settings.write_text(settings.read_text().replace("fail-on: error", "fail-on: never"))
        assert run("check", project).code == 0
        assert run("build", project).code == 1

    def test_our_bug_ends_with_3_and_no_traceback(
        self, project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*_: object, **__: object) -> None:
            raise RuntimeError("a gear is loose")

        monkeypatch.setattr("ccdsl.cli.settled.compile_project", broken)
        shown = run("check", project)
        assert (shown.code, shown.out) == (3, "")
        assert "RuntimeError: a gear is loose" in shown.err
        assert "CCDSL_DEBUG=1" in shown.err
        assert "Traceback" not in shown.err
        monkeypatch.setenv("CCDSL_DEBUG", "1")
        assert "Traceback" in run("check", project).err

    def test_an_interrupt_is_quiet(
        self, project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def interrupted(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("ccdsl.cli.settled.compile_project", interrupted)
        shown = run("check", project)
        assert (shown.code, shown.out, shown.err.strip()) == (130, "", "")


class TestStandardInput:
    def test_it_replaces_a_file(self, project: Path, run: Run) -> None:
        name = project / "people.ccdsl"
        broken = name.read_bytes().replace(b"skill service", b"skill sevrice")
        shown = run("check", "-", "--stdin-filename", name, "--format", "concise", stdin=broken)
        assert shown.code == 1
        assert "center.ccdsl" in shown.out
        assert run("check", project).code == 0

    def test_it_adds_a_file(self, project: Path, run: Run) -> None:
        name = project / "new.ccdsl"
        shown = run("check", "-", "--stdin-filename", name, stdin=b"queue help { channels voice }")
        assert shown.code == 1
        assert "new.ccdsl:1" in shown.out
        assert not name.exists()

    def test_it_replaces_the_settings_and_the_roster(self, project: Path, run: Run) -> None:
        settings, roster = project / "ccdsl.yaml", project / "people/roster.yaml"
        shown = run("check", "-", "--stdin-filename", settings, stdin=b"edition: 9\n")
        assert shown.code == 2
        assert "there is no edition 9" in shown.out
        data = roster.read_bytes().replace(b"role: agent", b"role: agnet")
        assert run("check", "-", "--stdin-filename", roster, stdin=data).code == 1

    def test_a_relative_name_is_found_from_here(
        self, project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        data = (project / "checks.ccdsl").read_bytes()
        for folder, name in ((project, "checks.ccdsl"), (project.parent, "center/checks.ccdsl")):
            monkeypatch.chdir(folder)
            assert run("check", "-", "--stdin-filename", name, stdin=data).code == 0

    def test_without_a_name_it_stands_alone(self, run: Run) -> None:
        shown = run("check", "-", "--format", "concise", stdin=b"skill x\nskill x\n")
        assert shown.code == 1
        assert "stdin.ccdsl:2" in shown.out

    @pytest.mark.parametrize(
        "name",
        [
            *("build/x.ccdsl", "archive/x.ccdsl", "deep/x.ccdsl"),
            *("node_modules/x.ccdsl", "__pycache__/x.ccdsl", ".hidden/x.ccdsl", ".x.ccdsl"),
        ],
    )
    def test_a_name_that_is_no_source_is_refused(self, name: str, project: Path, run: Run) -> None:
        if not name.startswith("deep/"):
            every = b'edition: 1\nsources: ["**/*.ccdsl"]\n'
            (project / "ccdsl.yaml").write_bytes(every)
        shown = run("check", "-", "--stdin-filename", project / name, stdin=b"")
        assert shown.code == 2
        assert "is not among the project's sources" in shown.err

    def test_a_name_outside_any_project_is_refused(self, tmp_path: Path, run: Run) -> None:
        shown = run("check", "-", "--stdin-filename", tmp_path / "x.ccdsl", stdin=b"")
        assert shown.code == 2
        assert "lies in no project" in shown.err

    def test_a_name_without_standard_input_is_refused(self, project: Path, run: Run) -> None:
        shown = run("check", project, "--stdin-filename", "x.ccdsl")
        assert shown.code == 2
        assert "`ccdsl check -`" in shown.err


@pytest.mark.parametrize("form", ["text", "concise", "json", "sarif", "github", "gitlab", "junit"])
def test_every_format_goes_to_standard_output_or_a_file(form: str, project: Path, run: Run) -> None:
    (project / "extra.ccdsl").write_text(MISTAKES, encoding="utf-8")
    shown = run("check", project, "--format", form)
    assert (shown.code, shown.err) == (1, "")
    target = project / "report"
    again = run("check", project, "--format", form, "--output", target)
    assert (again.code, again.out) == (1, "")
    assert "written to" in again.err
    assert target.read_bytes().decode() == shown.out


def test_json_says_where_from_one(project: Path, run: Run) -> None:
    (project / "extra.ccdsl").write_text("skill one\nskill one\n")
    found = json.loads(run("check", project, "--format", "json").out)
    first = next(one for one in found["diagnostics"] if one["code"] == "CC102")
    assert (first["path"], first["line"], first["column"]) == ("extra.ccdsl", 2, 7)


def test_hosted_formats_name_files_from_the_top_of_the_repository(project: Path, run: Run) -> None:
    (project.parent / ".git").mkdir()
    (project / "extra.ccdsl").write_text("}\n")
    assert "file=center/extra.ccdsl" in run("check", project, "--format", "github").out


@pytest.mark.slow
def test_the_same_bytes_whatever_surrounds_the_run(project: Path, tmp_path: Path) -> None:
    outputs = set()
    for number, environ in enumerate(ENVIRONMENTS):
        out = tmp_path / str(number)
        ended = start("build", project, "--out", out, "--today", TODAY, cwd=None, **environ)
        assert ended.returncode == 0, ended.stderr
        outputs.add(tuple((p.name, p.read_bytes()) for p in sorted(out.rglob("*")) if p.is_file()))
    assert len(outputs) == 1


@pytest.mark.slow
@pytest.mark.parametrize("form", ["json", "text"])
def test_the_same_findings_whatever_surrounds_the_run(form: str, project: Path) -> None:
    (project / "extra.ccdsl").write_text(MISTAKES, encoding="utf-8")
    shown = {
        start("check", project, "--format", form, "--today", TODAY, cwd=None, **environ).stdout
        for environ in ENVIRONMENTS
    }
    assert len(shown) == 1
    assert len(shown.pop()) > 300


@pytest.mark.slow
def test_any_folder_gives_the_same_bytes(project: Path, tmp_path: Path) -> None:
    moved = tmp_path / "elsewhere" / "grüße"
    moved.parent.mkdir()
    before = start("check", ".", "--format", "json", "--today", TODAY, cwd=project).stdout
    project.rename(moved)
    after = start("check", moved, "--format", "json", "--today", TODAY).stdout
    assert before == after


class TestWhatCannotBeIgnored:
    @pytest.fixture
    def broken(self, project: Path) -> Path:
        (project / "extra.ccdsl").write_text("callers loud { +12025550123 +12025550123x }\n")
        settings = project / "ccdsl.yaml"
        asked = "\n  ignore: [CC005, CC006, CC002, CC007]"
        settings.write_text(settings.read_text().replace("checks:", f"checks:{asked}"))
        return project

    def test_check_says_so_and_says_the_mistake(self, broken: Path, run: Run) -> None:
        shown = run("check", broken, "--today", TODAY)
        assert shown.code == 2
        assert "`CC006` cannot be ignored: nothing can be built where it is found" in shown.out
        assert "--> extra.ccdsl:1:" in shown.out

    @pytest.mark.parametrize("words", [("build",), ("diagram", "--center", "--format", "dot")])
    def test_nothing_is_made_of_it(self, words: tuple[str, ...], broken: Path, run: Run) -> None:
        first, *rest = words
        shown = run(first, broken, *rest, "--today", TODAY)
        assert (shown.code, shown.out) == (2, "")
        assert not (broken / "build").exists()


def test_warnings_alone_are_shown_and_built(project: Path, run: Run) -> None:
    (project / "extra.ccdsl").write_text("# ccdsl: ignore\n")
    shown = run("build", project, "--today", TODAY)
    assert shown.code == 0
    assert "warning[CC015]" in shown.err
    assert (project / "build" / "routing-table.json").is_file()


def test_a_scenario_that_fails_hinders_a_build_but_no_picture(project: Path, run: Run) -> None:
    dial = "dial +12025550100 from +12125550199 at 2026-11-23 09:30"
    scenario = f'scenario "x" {{ {dial} press 2 expect queue help }}\n'
    (project / "extra.ccdsl").write_text(scenario)
    assert run("build", project, "--today", TODAY).code == 1
    drawn = run("diagram", project, "--center", "--format", "dot", "--today", TODAY)
    assert drawn.code == 0
    assert drawn.out.startswith("digraph")
    assert "note: this project has 1 error" in drawn.err
