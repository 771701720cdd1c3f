"""What README.md promises is what there is."""

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from ccdsl.cli import COMMANDS, cli
from ccdsl.cli.ends import ending

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def shell_lines() -> list[str]:
    """Return the lines of the README's shell blocks."""
    blocks = re.findall(r"^```sh\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


def test_the_table_of_commands_is_the_one_in_the_code() -> None:
    rows = "".join(f"| `ccdsl {name}` | {line} |\n" for name, (_, line) in COMMANDS.items())
    assert f"| command | does |\n|---|---|\n{rows}<!-- end -->" in README


def test_links_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_ci_runs_the_second_command_to_the_letter() -> None:
    second = shell_lines()[1]
    assert "pytest" in second
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert script.splitlines()[-1] == second
    subprocess.run(["bash", "-n", ROOT / ".ci/run"], check=True)


def test_both_commands_do_all_the_set_up() -> None:
    for line in shell_lines()[:2]:
        parts = line.split(" && ")
        assert parts[0] == "python3 -m venv .venv"
        assert parts[1].startswith(".venv/bin/pip install -q -e ")
        assert parts[2].startswith(".venv/bin/")


def run(*words: str) -> int:
    return ending(lambda: cli.main(args=list(words), prog_name="ccdsl", standalone_mode=False))


def test_the_message_shown_is_the_one_there_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = tmp_path / "harbor"
    shutil.copytree(ROOT / "examples/harbor", project)
    queues = project / "queues.ccdsl"
    before, header, after = queues.read_text().partition("overflow concierge_overflow ")
    queues.write_text(before + header + after.replace("voicemail claims_box", "queue claims", 1))
    assert run("check", str(project), "--today", "2026-11-22") == 1
    said = capsys.readouterr().out.partition("\n\n")[0]
    assert f"```\n{said}\n```\n" in README


def test_the_finding_shown_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("init", "my-center") == 0
    source = tmp_path / "my-center" / "center.ccdsl"
    text = source.read_text(encoding="utf-8")
    source.write_text(text.replace("no-input  -> queue help", "no-input  -> top"), "utf-8")
    capsys.readouterr()
    monkeypatch.chdir("my-center")
    assert run("check", "--today", "2026-11-22") == 1
    (shown,) = re.findall(r"^```text\n(error\[CC207\].*?)^```", README, re.MULTILINE | re.DOTALL)
    assert capsys.readouterr().out.startswith(shown)


def test_the_first_command_s_last_part_builds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    program, *words = shlex.split(shell_lines()[0].split(" && ")[2])
    assert program == ".venv/bin/ccdsl"
    monkeypatch.chdir(ROOT)
    assert run(*words, "--out", str(tmp_path)) == 0, capsys.readouterr().err
    assert (tmp_path / "routing-table.json").is_file()


def _harbor(tmp_path: Path) -> Path:
    project = tmp_path / "harbor"
    shutil.copytree(ROOT / "examples/harbor", project, ignore=shutil.ignore_patterns("build"))
    return project


def test_the_call_shown_is_one_that_ends(capsys: pytest.CaptureFixture[str]) -> None:
    line = next(line for line in shell_lines() if line.startswith("ccdsl call"))
    words = shlex.split(line)[1:]
    words[-1] = str(ROOT / words[-1])
    assert run(*words) == 0
    assert "voicemail" in capsys.readouterr().out


def test_the_scenario_shown_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = _harbor(tmp_path)
    blocks = re.findall(r"^```\n(scenario .*?)^```", README, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 1
    (project / "shown.ccdsl").write_text(blocks[0], encoding="utf-8")
    assert run("check", str(project), "--today", "2026-11-22") == 0, capsys.readouterr().out


def test_the_program_shown_decides(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project = _harbor(tmp_path)
    assert run("build", str(project), "--today", "2026-11-22") == 0
    capsys.readouterr()
    monkeypatch.chdir(project)
    (block,) = re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    exec(compile(block, "README.md", "exec"), {})  # noqa: S102 - the README's own lines
    assert "inbound" in capsys.readouterr().out


def test_the_picture_shown_says_what_the_script_says(tmp_path: Path) -> None:
    picture = (ROOT / "examples/harbor/pictures/main_menu.svg").read_text(encoding="utf-8")
    again = tmp_path / "again.dot"
    words = ("--script", "main_menu", "--format", "dot", "--out", str(again))
    assert run("diagram", str(ROOT / "examples/harbor"), *words) == 0
    ids = re.findall(r"^  (n\d+) \[", again.read_text(encoding="utf-8"), re.MULTILINE)
    assert ids
    assert [one for one in ids if f'id="{one}"' not in picture] == []


def walk() -> list[tuple[str, str]]:
    """Return the blocks of the walk from a first draft to a bad day: what each is, and its text."""
    section = README.partition("\n## Your first draft, and a bad day\n")[2].partition("\n## ")[0]
    return re.findall(r"^```(sh|text)\n(.*?)^```", section, re.MULTILINE | re.DOTALL)


def test_the_walk_goes_as_it_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = ""
    for what, block in walk():
        if what == "text":
            assert at_any_time(said).endswith(at_any_time(block))
            continue
        said = ""
        for line in block.splitlines():
            assert take(line) == 0, capsys.readouterr().err
            said += capsys.readouterr().out
    assert (tmp_path / "my-center/archive/script/main_menu.v2.ccdsl").is_file()


def at_any_time(said: str) -> str:
    return re.sub(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} UTC", "TIME", said)


def take(line: str) -> int:
    """Run a line of the walk as a shell does; before the check, edit the draft as it says."""
    for words in (shlex.split(command) for command in line.split(" && ")):
        if words == ["cd", "my-center"]:
            os.chdir(words[1])
            continue
        if words == ["ccdsl", "check"]:
            edit_the_draft()
        today = () if words[1] == "history" else ("--today", "2026-11-22")
        code = run(*words[1:], *today)
        if code:
            return code
    return 0


def edit_the_draft() -> None:
    told = re.search(r"in the draft change `([^`]+)` to `([^`]+)`", README)
    assert told
    text = Path("center.ccdsl").read_text(encoding="utf-8")
    before, mark, draft = text.partition("script main_menu version 2 draft")
    assert told[1] in draft
    edited = before + mark + draft.replace(told[1], told[2], 1)
    Path("center.ccdsl").write_text(edited, encoding="utf-8")
