"""Commands about names, codes and schemas, and what a shell offers for them."""

import json
import subprocess
from pathlib import Path

import pytest

from ccdsl.rules import RULES
from ccdsl.rules.rule import Rule
from tests.cli.commands import Run, start


class TestShow:
    @pytest.mark.parametrize("words", [("help",), ("queue/help",), ("queue", "help")])
    def test_a_declaration_as_source_with_its_place(
        self, words: tuple[str, ...], project: Path, run: Run
    ) -> None:
        shown = run("show", *words, "--project", project)
        assert (shown.code, shown.err) == (0, "")
        source = (project / "center.ccdsl").read_text().splitlines()
        line = source.index("queue help {") + 1
        assert shown.out.startswith(f"queue help  (center.ccdsl:{line})\n\nqueue help {{\n")
        words_shown = " ".join(shown.out.split())
        assert "ring 20s (default)" in words_shown
        assert "served by service_desk" in words_shown
        assert "script main_menu version 1 in-service  (center.ccdsl:" in shown.out

    def test_every_kind_of_a_name(self, project: Path, run: Run) -> None:
        (project / "extra.ccdsl").write_text("skill help\n")
        shown = run("show", "help", "--project", project)
        assert shown.out.startswith("queue help  (")
        assert "\nskill help  (extra.ccdsl:1)\n" in shown.out
        assert "skill help" not in run("show", "queue", "help", "--project", project).out

    def test_every_version_of_a_name(self, project: Path, run: Run) -> None:
        (project / "extra.ccdsl").write_text(
            "script main_menu version 2 draft {\n  start { -> queue help }\n}\n"
        )
        shown = run("show", "main_menu", "--project", project).out
        assert "script main_menu version 1 in-service  (" in shown
        assert "script main_menu version 2 draft  (extra.ccdsl:1)" in shown

    def test_people_and_titles(self, project: Path, run: Run) -> None:
        shown = run("show", "person", "sam", "--project", project)
        assert "person sam  (people/roster.yaml:" in shown.out
        assert "leads service_desk" in " ".join(shown.out.split())
        title = "Whoever calls ends somewhere we chose"
        assert run("show", title, "--project", project).out.startswith(f'require "{title}"')

    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("hepl", "did you mean `help`?"),
            ("queue/office", "`office` is a hours"),
            ("zzzzzzzz", "there is no name `zzzzzzzz` in this project"),
        ],
    )
    def test_a_name_nothing_has(self, name: str, said: str, project: Path, run: Run) -> None:
        shown = run("show", name, "--project", project)
        assert (shown.code, shown.out) == (2, "")
        assert said in shown.err

    @pytest.mark.parametrize("name", ["main", "closed_days", "office", "general", "main_line"])
    def test_every_kind_of_declaration_shows(self, name: str, project: Path, run: Run) -> None:
        shown = run("show", name, "--project", project)
        assert (shown.code, shown.err) == (0, "")
        assert "  used by" in shown.out


class TestWhereUsed:
    def test_places_with_their_lines(self, project: Path, run: Run) -> None:
        shown = run("where-used", "help", "--project", project)
        assert shown.code == 0
        assert all(line.count(":") >= 4 for line in shown.out.splitlines())
        assert "team service_desk: queues   help" in shown.out
        assert (
            'scenario "A caller on a Monday morning talks to us": expect  queue help' in shown.out
        )

    def test_the_roster_uses_names_too(self, project: Path, run: Run) -> None:
        shown = run("where-used", "service", "--project", project)
        assert "people/roster.yaml:" in shown.out
        assert "person alex: skills: {service: true}" in shown.out

    def test_nobody(self, project: Path, run: Run) -> None:
        (project / "extra.ccdsl").write_text("skill idle\n")
        shown = run("where-used", "idle", "--project", project)
        assert (shown.code, shown.out) == (0, "")
        assert "nothing names skill `idle`" in shown.err


class TestRules:
    def test_one_line_each(self, run: Run) -> None:
        lines = run("rules").out.splitlines()
        assert [line.split()[0] for line in lines] == [rule.code for rule in RULES]

    def test_json_and_markdown_have_every_page(self, run: Run) -> None:
        document = json.loads(run("rules", "--format", "json").out)
        assert [one["code"] for one in document["rules"]] == [rule.code for rule in RULES]
        markdown = run("rules", "--format", "markdown").out
        for one in document["rules"]:
            assert one["page"].startswith(f"# {one['code']}: {one['title']}")
            assert one["page"] in markdown


class TestExplain:
    @pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
    def test_every_rule_has_a_page(self, rule: Rule, run: Run) -> None:
        shown = run("explain", rule.code)
        assert (shown.code, shown.err) == (0, "")
        assert shown.out.startswith(f"{rule.code} {rule.name} ({rule.severity})\n\n")
        assert "Why:" in shown.out
        assert run("explain", rule.name).out == shown.out
        assert run("explain", rule.code.lower()).out == shown.out

    def test_markdown_fences_the_source(self, run: Run) -> None:
        shown = run("explain", "CC101", "--format", "markdown").out
        assert shown.startswith("# CC101: ")
        assert shown.count("```") % 2 == 0
        assert "```ccdsl\n" in shown
        assert "**Why:** " in shown

    @pytest.mark.parametrize(
        ("code", "said"),
        [
            ("no-centre", "did you mean `no-center`?"),
            ("zzz", "`ccdsl rules` lists every code"),
            ("CC299", "`ccdsl rules` lists every code"),
        ],
    )
    def test_an_unknown_code(self, code: str, said: str, run: Run) -> None:
        shown = run("explain", code)
        assert (shown.code, shown.out) == (2, "")
        assert said in shown.err


class TestSchema:
    def test_all_are_listed_and_printed(self, run: Run) -> None:
        names = run("schema").out.split()
        assert {"bindings", "diagnostics", "roster", "settings"} <= set(names)
        for name in names:
            assert json.loads(run("schema", name).out)["$schema"].startswith("https://")
        assert run("schema", "roster.schema.json").out == run("schema", "roster").out

    def test_an_unknown_one(self, run: Run) -> None:
        shown = run("schema", "nothing")
        assert shown.code == 2
        assert "roster" in shown.err


class TestDoctor:
    def test_a_sound_project(self, project: Path, run: Run) -> None:
        shown = run("doctor", project)
        assert (shown.code, shown.err) == (0, "")
        assert "wrong" not in shown.out
        assert "3 sources" in shown.out

    def test_what_is_missing_around_the_sources(self, project: Path, run: Run) -> None:
        (project / "deep").mkdir()
        (project / "deep" / "lost.ccdsl").write_text("skill lost\n")
        (project / "music.ccdsl").write_text(
            'queue second like help {\n  music "hold/none.wav"\n}\n'
        )
        settings = project / "ccdsl.yaml"
        settings.write_text(settings.read_text() + "environments: [production, test]\n")
        (project / "bindings").mkdir()
        (project / "bindings" / "production.yaml").write_text(
            "environment: production\npeople:\n  sam: {endpoint: x}\n  nobody: {endpoint: y}\n"
        )
        shown = run("doctor", project)
        assert shown.code == 1
        for said in (
            "`deep/lost.ccdsl` is never read",
            "the audio `hold/none.wav` cannot be read",
            "the environment `test` has no bindings",
            "person `alex` is not bound in `production`",
            "person `nobody` is bound in `production`, but there is none",
            "voicemail `general` is not bound in `production`",
        ):
            assert said in shown.out

    def test_without_a_project(
        self, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        shown = run("doctor")
        assert shown.code == 0
        assert "no project here" in shown.out


@pytest.mark.slow
class TestCompletion:
    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    def test_the_lines_for_a_shell(self, shell: str, run: Run) -> None:
        shown = run("completion", shell)
        assert shown.code == 0
        assert "_CCDSL_COMPLETE" in shown.out

    def test_commands(self, project: Path) -> None:
        assert _offered("ccdsl ", 1, project) >= {"check", "where-used", "completion"}
        assert _offered("ccdsl wh", 1, project) == {"where-used"}

    def test_names_of_the_project(self, project: Path) -> None:
        assert _offered("ccdsl show he", 2, project) == {"help", "help_overflow"}
        assert _offered("ccdsl where-used offi", 2, project) == {"office", "office_hours"}
        assert _offered("ccdsl show queue he", 3, project) == {"help"}

    def test_names_of_another_folder(self, project: Path) -> None:
        words = f"ccdsl show --project {project} he"
        assert _offered(words, 4, project.parent) == {"help", "help_overflow"}

    def test_names_for_an_option_behind_the_folder(self, project: Path) -> None:
        words = f"ccdsl diagram {project} --queue h"
        assert _offered(words, 4, project.parent) == {"help"}

    def test_kinds_and_what_comes_after_them(self, project: Path) -> None:
        assert _offered("ccdsl show que", 2, project) == {"queue"}
        assert _offered("ccdsl show claims he", 3, project) == set()

    @pytest.mark.parametrize("command", ["check", "build", "diagram", "init", "doctor", "show -C"])
    def test_the_shell_looks_for_folders(self, command: str, project: Path) -> None:
        words = f"ccdsl {command} peo"
        ended = _completed(words, len(words.split()) - 1, project)
        assert ended.stdout == b"dir,peo\n"

    def test_the_shell_looks_for_files_to_write_anew(self, project: Path) -> None:
        assert _completed("ccdsl fmt cen", 2, project).stdout == b"file,cen\n"

    def test_a_name_of_two_things_is_offered_once(self, project: Path) -> None:
        (project / "extra.ccdsl").write_text("skill help\n")
        offered = _completed("ccdsl show help", 2, project).stdout.decode().splitlines()
        assert sorted(offered) == ["plain,help", "plain,help_overflow"]

    def test_codes(self, project: Path) -> None:
        assert "CC101" in _offered("ccdsl explain CC1", 2, project)

    def test_schemas(self, project: Path) -> None:
        assert _offered("ccdsl schema ro", 2, project) >= {"roster"}

    def test_nothing_where_there_is_no_project_or_a_broken_one(self, project: Path) -> None:
        assert _offered("ccdsl show he", 2, project.parent) == set()
        (project / "ccdsl.yaml").write_bytes(b"\xff{{{{")
        _offered("ccdsl show he", 2, project)
        (project / "center.ccdsl").write_bytes(b"\xff\x00{{{{\x01")
        _offered("ccdsl show he", 2, project)


def _offered(words: str, at: int, folder: Path) -> set[str]:
    """Return what bash would offer for the word at `at`; nothing may go to standard error."""
    lines = _completed(words, at, folder).stdout.decode().split()
    return {line.partition(",")[2] for line in lines}


def _completed(words: str, at: int, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """Complete the word at `at` as bash would have it."""
    ended = start(cwd=folder, _CCDSL_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=str(at))
    assert ended.stderr == b""
    return ended
