"""The group of commands, before any of them runs."""

import subprocess
import sys
from pathlib import Path

import click
import pytest

from ccdsl.cli import COMMANDS, cli
from tests.cli.commands import Run


@pytest.mark.parametrize("name", COMMANDS)
def test_the_line_kept_here_is_the_first_of_the_command_s_own_help(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert command.name == name
    assert (command.help or "").partition("\n")[0] == COMMANDS[name][1]


def test_help_lists_every_command(run: Run) -> None:
    shown = run("--help")
    assert shown.code == 0
    for name, (_, line) in COMMANDS.items():
        assert f"  {name} " in shown.out
        assert line in " ".join(shown.out.split())


def test_help_and_version_import_no_command() -> None:
    for option in ("--help", "--version"):
        program = (
            "import sys, ccdsl.cli\n"
            f"sys.argv = ['ccdsl', '{option}']\n"
            "try:\n    ccdsl.cli.main()\n"
            "except SystemExit:\n    pass\n"
            "known = {module for module, _ in ccdsl.cli.COMMANDS.values()}\n"
            "assert not known & set(sys.modules), known & set(sys.modules)\n"
            "assert 'ccdsl.compiler' not in sys.modules\n"
        )
        subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_on_standard_output(name: str, run: Run) -> None:
    shown = run(name, "--help")
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith(f"Usage: ccdsl {name}")


def test_no_command_at_all_is_a_usage_error_that_shows_the_help(run: Run) -> None:
    shown = run()
    assert shown.code == 2
    assert shown.out == ""
    assert "Commands:" in shown.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("chekc",), "no such command 'chekc'"),
        (("check", "--fromat", "json"), "no such option '--fromat'"),
        (("check", "--format", "xml"), "'xml' is not one of 'text', 'concise'"),
        (("check", "a", "b"), "unexpected extra argument"),
        (("check", "--today", "tomorrow"), "`tomorrow` is not a date; write it like 2026-12-25"),
        (("check", "--today", "20261122"), "`20261122` is not a date"),
        (("check", "--today", "2026-02-30"), "there is no such day as `2026-02-30`"),
        (("explain",), "missing argument 'CODE'"),
        (("show",), "missing argument 'NAME"),
        (("completion", "cmd"), "'cmd' is not one of 'bash'"),
    ],
)
def test_wrong_usage_ends_with_2_and_one_message(
    words: tuple[str, ...], said: str, run: Run
) -> None:
    shown = run(*words)
    assert (shown.code, shown.out) == (2, "")
    first, *rest = shown.err.splitlines()
    assert first.startswith("error: ")
    assert said in first
    assert all(line.startswith("  = help: ") for line in rest)


def test_a_check_of_a_clean_project_imports_nothing_that_takes_long(project: Path) -> None:
    program = (
        "import sys, ccdsl.cli\n"
        f"sys.argv = ['ccdsl', 'check', {str(project)!r}, '--today', '2026-11-22']\n"
        "try:\n    ccdsl.cli.main()\n"
        "except SystemExit as end:\n    assert end.code == 0, end.code\n"
        "slow = {'lark', 'jsonschema', 'difflib', 'graphviz', 'numpy', 'unittest', 'asyncio'}\n"
        "assert not slow & set(sys.modules), slow & set(sys.modules)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], check=False, capture_output=True, text=True
    )
    assert ended.returncode == 0, ended.stderr
