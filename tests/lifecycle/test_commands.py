"""The commands as an administrator meets them: what they say, who may, and what they refuse."""

import json
import os
import subprocess
import threading
from functools import partial
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from ccdsl.cli import holding
from ccdsl.resources import read_resource
from ccdsl.store.journal import hold_project
from ccdsl.store.journal_record import Holder
from ccdsl.store.project import JOURNAL
from tests.cli.commands import TODAY, Ran, Run, start
from tests.crash.acts import contents

AT = "2026-11-22T09:00:00Z"
MENU = "script/main_menu"
ROSTER = "people/roster.yaml"


@pytest.fixture(autouse=True)
def _nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let git know nobody, whoever runs the tests."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))


@pytest.fixture
def center(tmp_path: Path, run: Run) -> Path:
    """Return a new project after its first release."""
    folder = tmp_path / "center"
    assert run("init", folder, "--today", TODAY).code == 0
    assert go(run, folder, "release", "--note", "as it is").code == 0
    return folder


def go(run: Run, folder: Path, *words: str, by: str | None = "sam") -> Ran:
    signed = () if by is None else ("--by", by)
    return run(*words, *signed, "--project", folder, "--today", TODAY, "--at", AT)


def edit(folder: Path, old: str, new: str, path: str = "center.ccdsl") -> None:
    """Replace the last place that says something."""
    text = (folder / path).read_text()
    before, found, after = text.rpartition(old)
    assert found
    (folder / path).write_text(before + new + after)


def edit_draft(
    folder: Path, old: str = 'key 2 "Leave a message"', new: str = 'key 3 "Leave a message"'
) -> None:
    """Replace something in the draft of the main menu."""
    text = (folder / "center.ccdsl").read_text()
    head, mark, draft = text.partition("version 2 draft")
    assert old in draft
    (folder / "center.ccdsl").write_text(head + mark + draft.replace(old, new, 1))


def test_from_a_draft_to_a_promotion_and_back(center: Path, run: Run) -> None:
    before = contents(center)
    drafted = go(run, center, "draft", MENU)
    assert drafted == Ran(
        code=0,
        out="center.ccdsl:71: script main_menu version 2 draft\n",
        err='next: edit it, `ccdsl check`, then `ccdsl promote script/main_menu --note "…"`\n',
    )
    edit_draft(center)
    promoted = go(run, center, "promote", MENU, "--note", "messages on key 3")
    assert promoted.code == 0, promoted.err
    assert promoted.out == (
        "script main_menu: version 2 in service, version 1 retired\nrelease 2 by sam\n"
    )
    assert "\n    plan: " in (center / "ccdsl.lock").read_text()
    assert promoted.err.endswith("classes of contacts, is unchanged\n")
    assert run("check", center, "--today", TODAY, "--locked").code == 0
    back = go(run, center, "rollback", MENU, "--note", "callers were lost")
    assert (
        back.out == "script main_menu: version 1 in service, version 2 retired\nrelease 3 by sam\n"
    )
    after = contents(center)
    assert after["center.ccdsl"] == before["center.ccdsl"]
    assert run("check", center, "--today", TODAY, "--locked").code == 0
    told = run("history", "--project", center)
    assert told.out == HISTORY
    told = run("history", "inbound", "--project", center)
    assert (
        told.out
        == """\
release 1  2026-11-22 09:00:00 UTC  by sam
  as it is
  routing inbound: version 1 put in service
  and 3 more
"""
    )


HISTORY = """\
release 3  2026-11-22 09:00:00 UTC  by sam
  callers were lost
  script main_menu: version 2 -> version 1

release 2  2026-11-22 09:00:00 UTC  by sam
  messages on key 3
  script main_menu: version 1 -> version 2

release 1  2026-11-22 09:00:00 UTC  by sam
  as it is
  after-hours closed: version 1 put in service
  overflow help_overflow: version 1 put in service
  routing inbound: version 1 put in service
  script main_menu: version 1 put in service
"""


def test_a_name_alone_will_do_where_it_is_clear(center: Path, run: Run) -> None:
    assert go(run, center, "draft", "main_menu").code == 0


@pytest.mark.parametrize(
    ("name", "message", "help_"),
    [
        ("main_meun", "nothing with versions is called `main_meun`", "did you mean `main_menu`?"),
        ("queue/help", "nothing with versions is called `queue/help`", "write it like"),
    ],
)
def test_an_unknown_name_is_refused(
    center: Path, run: Run, name: str, message: str, help_: str
) -> None:
    ran = go(run, center, "draft", name)
    assert ran.code == 2
    assert message in ran.err
    assert help_ in ran.err


def test_a_draft_without_its_number_is_not_overlooked(center: Path, run: Run) -> None:
    go(run, center, "draft", MENU)
    edit(center, "version 2 draft", "version draft")
    before = contents(center)
    ran = go(run, center, "draft", MENU)
    assert ran.code == 2
    said = "`center.ccdsl` has another version of script `main_menu`, with a mistake in its header"
    assert said in ran.err
    assert contents(center) == before


def test_a_lost_lock_is_not_pointed_at(center: Path, run: Run) -> None:
    go(run, center, "draft", MENU)
    go(run, center, "promote", MENU, "--note", "x")
    go(run, center, "rollback", MENU)
    go(run, center, "draft", MENU)
    edit(center, "version 3 draft", "version 2 draft")
    (center / "ccdsl.lock").unlink()
    ran = go(run, center, "release")
    assert ran.code == 1
    assert "error[CC504]: script `main_menu` has had a version 2 before" in ran.err
    assert "ccdsl.lock:" not in ran.err


def test_a_name_of_two_kinds_has_to_say_which(center: Path, run: Run) -> None:
    with (center / "center.ccdsl").open("a") as file:
        file.write("\nscript inbound version 1 draft { start { -> queue help } }\n")
    ran = go(run, center, "promote", "inbound", "--note", "x")
    assert ran.code == 2
    assert "`inbound` may mean several things" in ran.err
    assert "write `routing/inbound` or `script/inbound`" in ran.err


def test_all_drafts_or_some_by_name(center: Path, run: Run) -> None:
    go(run, center, "draft", MENU)
    go(run, center, "draft", "routing/inbound")
    for words in ((), (MENU, "--all")):
        ran = go(run, center, "promote", *words, "--note", "x")
        assert ran.code == 2
        assert "name the drafts to promote, or say `--all`" in ran.err
    ran = go(run, center, "promote", "--all", "--note", "x")
    assert ran.out == (
        "routing inbound: version 2 in service, version 1 retired\n"
        "script main_menu: version 2 in service, version 1 retired\n"
        "release 2 by sam\n"
    )
    ran = go(run, center, "promote", "--all", "--note", "x")
    assert ran.code == 2
    assert "there is no draft in this project" in ran.err


@pytest.mark.parametrize("words", [("promote", MENU), ("promote", MENU, "--note", " ")])
def test_a_promotion_says_why(center: Path, run: Run, words: tuple[str, ...]) -> None:
    go(run, center, "draft", MENU)
    ran = go(run, center, *words)
    assert ran.code == 2
    assert "--note" in ran.err


# ------------------------------------------------------------------------------ who may


@pytest.mark.parametrize("char", ["\x01", "\x1b[31m", "\x7f", "\x9b", "\udcff"])
def test_what_the_lock_could_not_keep_is_refused(center: Path, run: Run, char: str) -> None:
    go(run, center, "draft", MENU)
    before = contents(center)
    why = "there is a control character in it, or a byte that is no text"
    for words, by in ((("--note", f"a{char}b"), "sam"), (("--note", "x"), f"sam{char}")):
        option = "--by" if char in by else "--note"
        ran = go(run, center, "promote", MENU, *words, by=by)
        assert (ran.code, ran.err.splitlines()[0]) == (
            2,
            f"error: invalid value for '{option}': {why}",
        )
    assert contents(center) == before
    assert go(run, center, "draft", f"script/x{char}").code == 2


def test_whoever_has_no_right_is_refused(center: Path, run: Run) -> None:
    for words in (("draft", MENU), ("release",), ("retire", MENU), ("rollback", MENU)):
        before = contents(center)
        ran = go(run, center, *words, by="alex")
        assert ran.code == 2
        right = "edit-drafts" if words[0] == "draft" else "promote"
        assert f"`alex` may not do this: role `agent` has no right to `{right}`" in ran.err
        assert f"ask `sam`, or add `{right}` to what the role may do" in ran.err
        assert contents(center) == before


def test_whoever_is_unknown_is_refused(center: Path, run: Run) -> None:
    ran = go(run, center, "draft", MENU, by="maria")
    assert ran.code == 2
    assert "nobody on the roster has the id `maria`" in ran.err
    ran = go(run, center, "draft", MENU, by=None)
    assert ran.code == 2
    assert "it is not known who you are: git has no `user.email` here" in ran.err
    assert "add `--by ID`, your id on the roster: `alex`, `sam`" in ran.err


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)


def test_git_knows_who_it_is(center: Path, run: Run) -> None:
    git(center, "init")
    git(center, "config", "user.email", "SAM@center.example")
    assert go(run, center, "draft", MENU, by=None).code == 0
    git(center, "config", "user.email", "maria@center.example")
    ran = go(run, center, "draft", "routing/inbound", by=None)
    assert ran.code == 2
    assert "nobody on the roster has the email `maria@center.example`" in ran.err


def test_by_does_not_stand_against_git(center: Path, run: Run) -> None:
    """Whom git knows as one person does not act as another."""
    git(center, "init", "--quiet")
    git(center, "config", "user.email", "Alex@center.example")
    edit(center, 'extension: "202"', 'extension: "202"\n    email: alex@center.example', ROSTER)
    before = contents(center)
    ran = go(run, center, "draft", MENU, by="sam")
    assert ran.code == 2
    assert "git knows you as `alex`, by `alex@center.example`, and `--by` says `sam`" in ran.err
    assert "leave out `--by`; if you are `sam`, give git your email: `git config user.email" in (
        ran.err
    )
    assert contents(center) == before
    ran = go(run, center, "draft", MENU, by="alex")
    assert "`alex` may not do this" in ran.err
    git(center, "config", "user.email", "build@example.com")
    assert go(run, center, "draft", MENU, by="sam").code == 0


def test_without_a_roster_nobody_is_asked(tmp_path: Path, run: Run) -> None:
    from tests.lifecycle.centers import planted, small

    folder = planted(tmp_path / "small", small())
    assert go(run, folder, "release", by=None).code == 0
    assert "by unknown" in run("history", "--project", folder).out
    assert go(run, folder, "draft", "script/menu", by="anybody at all").code == 0


# ------------------------------------------------------------------------------- gates


def test_nothing_goes_live_before_the_first_release(tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "center"
    run("init", folder, "--today", TODAY)
    assert go(run, folder, "draft", MENU).code == 0
    ran = go(run, folder, "promote", MENU, "--note", "x")
    assert ran.code == 2
    assert "this project has had no release yet: there is no `ccdsl.lock`" in ran.err
    assert "`ccdsl release` notes what is in service now" in ran.err
    told = run("history", "--project", folder)
    assert (told.code, told.out) == (0, "")
    assert "no release yet" in told.err


def test_what_would_be_wrong_is_shown_where_it_is_today(center: Path, run: Run) -> None:
    go(run, center, "draft", MENU)
    edit_draft(center, "no-input  -> queue help", "no-input  -> voicemail genral")
    before = contents(center)
    line = next(
        number
        for number, each in enumerate((center / "center.ccdsl").read_text().split("\n"), 1)
        if "genral" in each
    )
    ran = go(run, center, "promote", MENU, "--note", "x")
    assert ran.code == 1
    assert "error[CC101]: there is no voicemail called `genral`" in ran.err
    assert f"center.ccdsl:{line}:" in ran.err
    assert ran.err.endswith("nothing was changed: this is what the center would be like\n")
    assert contents(center) == before


def test_a_scenario_that_would_fail_stops_a_promotion(center: Path, run: Run) -> None:
    go(run, center, "draft", MENU)
    edit_draft(
        center, 'key 1 "Talk to us"       -> queue help', 'key 1 "Talk" -> voicemail general'
    )
    assert run("check", center, "--today", TODAY).code == 0
    ran = go(run, center, "promote", MENU, "--note", "x")
    assert ran.code == 1
    assert "error[CC703]: this scenario does not pass" in ran.err
    assert "checks.ccdsl" in ran.err
    assert (
        "  = help: what is right only for script `main_menu` as it is in service now says "
        "`until script main_menu version 1`, what is right only from then on "
        "`since script main_menu version 2`\n"
    ) in ran.err


def test_scenarios_that_fall_out_and_come_in_are_named(center: Path, run: Run) -> None:
    go(run, center, "draft", MENU)
    edit_draft(
        center, 'key 1 "Talk to us"       -> queue help', 'key 1 "Talk" -> voicemail general'
    )
    checks = (center / "checks.ccdsl").read_text()
    old = 'scenario "A caller on a Monday morning talks to us" {'
    assert old in checks
    checks = checks.replace(old, f"{old}\n  until script main_menu version 1")
    checks += """
scenario "A caller on a Monday morning leaves a message" {
  since script main_menu version 2
  dial +12025550100 from +12125550123 at 2026-01-12 10:00
  press 1
  expect voicemail general
}
"""
    (center / "checks.ccdsl").write_text(checks)
    ran = go(run, center, "promote", MENU, "--note", "x")
    assert ran.code == 0, ran.err
    assert ran.err.startswith(
        'note: scenario "A caller on a Monday morning talks to us" no longer counts\n'
        'note: scenario "A caller on a Monday morning leaves a message" counts from now on\n'
    )
    ran = go(run, center, "rollback", MENU)
    assert 'talks to us" counts from now on' in ran.err
    assert 'leaves a message" no longer counts' in ran.err


SECOND = """
scenario "A caller on a Monday morning leaves a message" {
  since script main_menu version 2
  dial +12025550100 from +12125550123 at 2026-01-12 10:00
  press 1
  expect voicemail general
}
"""


def test_what_a_draft_is_to_do_may_be_written_before_it(center: Path, run: Run) -> None:
    checks = (center / "checks.ccdsl").read_text()
    (center / "checks.ccdsl").write_text(checks + SECOND)
    ran = go(run, center, "draft", MENU)
    assert (ran.code, ran.out) == (0, "center.ccdsl:71: script main_menu version 2 draft\n")
    assert ran.err.startswith(
        "note: the draft has yet to do what is asked of it; `ccdsl check` says what\n"
    )
    assert "does not pass in the draft center" in run("check", center, "--today", TODAY).out
    assert go(run, center, "promote", MENU, "--note", "x").code == 1


PAIR = """
script extra version 1 in-service {
  start {
    play leave_message
    -> queue help
  }
}
"""


def test_what_went_live_together_goes_back_together(tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "center"
    run("init", folder, "--today", TODAY)
    edit(folder, '"Talk to us"       -> queue help', '"Talk to us"       -> script extra')
    edit(
        folder,
        "hears   welcome, choices",
        "hears   welcome, choices, leave_message",
        "checks.ccdsl",
    )
    text = (folder / "center.ccdsl").read_text()
    (folder / "center.ccdsl").write_text(text + PAIR)
    assert go(run, folder, "release").code == 0
    before = contents(folder)
    assert go(run, folder, "draft", MENU).code == 0
    edit_draft(folder, "-> script extra", "{ call script extra -> queue help }")
    assert go(run, folder, "draft", "script/extra").code == 0
    edit(folder, "-> queue help", "-> return")
    ran = go(run, folder, "promote", "--all", "--note", "both")
    assert ran.code == 0, ran.err
    assert go(run, folder, "rollback", MENU).code == 1
    ran = go(run, folder, "rollback", MENU, "script/extra", "--to", "1")
    assert (ran.code, ran.err.splitlines()[0]) == (
        2,
        "error: `--to` says the version of one name; roll the others back without",
    )
    ran = go(run, folder, "rollback", MENU, "script/extra")
    assert (ran.code, ran.out) == (
        0,
        (
            "script extra: version 1 in service, version 2 retired\n"
            "script main_menu: version 1 in service, version 2 retired\nrelease 3 by sam\n"
        ),
    )
    assert contents(folder)["center.ccdsl"] == before["center.ccdsl"]
    assert run("check", folder, "--locked", "--today", TODAY).code == 0


def test_an_edited_version_in_service_stops_everything(center: Path, run: Run) -> None:
    edit(center, 'key 2 "Leave a message"', 'key 3 "Leave a message"')
    for words in (
        ("draft", MENU),
        ("release",),
        ("retire", MENU),
        ("rollback", MENU),
        ("promote", MENU, "--note", "x"),
    ):
        before = contents(center)
        ran = go(run, center, *words)
        assert ran.code == 1
        assert "script `main_menu` version 1 is in service, and was edited here" in ran.err
        assert "`ccdsl draft script/main_menu`" in ran.err
        assert contents(center) == before


def test_a_source_that_cannot_be_read_hides_no_draft(center: Path, run: Run) -> None:
    go(run, center, "draft", MENU)
    (center / "center.ccdsl").unlink()
    (center / "center.ccdsl").symlink_to(center.parent / "elsewhere.ccdsl")
    ran = go(run, center, "promote", "--all", "--note", "x")
    assert (ran.code, ran.err.splitlines()[0].startswith("error: `center.ccdsl` cannot be")) == (
        2,
        True,
    )


def test_wrong_settings_are_refused(center: Path, run: Run) -> None:
    (center / "ccdsl.yaml").write_text("edition: 1\nsuorces: []\n")
    ran = go(run, center, "draft", MENU)
    assert ran.code == 2
    assert "have mistakes" in ran.err


@pytest.mark.parametrize("words", [("promote", "--all", "--note", "x"), ("rollback", MENU)])
def test_a_dry_run_shows_to_the_byte_what_would_change(
    center: Path, run: Run, words: tuple[str, ...]
) -> None:
    go(run, center, "draft", MENU)
    edit_draft(center)
    text = (center / "center.ccdsl").read_bytes()
    (center / "center.ccdsl").write_bytes(text.replace(b"\n", b"\r\n").rstrip())
    if words[0] == "rollback":
        assert go(run, center, "promote", MENU, "--note", "x").code == 0
    before = contents(center)
    dry = go(run, center, *words, "--dry-run")
    assert dry.code == 0, dry.err
    assert contents(center) == before
    assert "nothing was written: this was a dry run" in dry.err
    copy = center.parent / "copy"
    for path, data in before.items():
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        (copy / path).write_bytes(data)
    subprocess.run(["git", "init"], cwd=copy, check=True, capture_output=True)
    applied = subprocess.run(
        ["git", "apply", "--whitespace=nowarn", "-"],
        cwd=copy,
        input=dry.out.encode(),
        capture_output=True,
        check=False,
    )
    assert applied.returncode == 0, applied.stderr
    assert go(run, center, *words).code == 0
    found = {path: data for path, data in contents(copy).items() if not path.startswith(".git/")}
    assert found == contents(center)


# ------------------------------------------------------------------- release and status


def test_a_release_accepts_what_changed_around(center: Path, run: Run) -> None:
    assert go(run, center, "release").err == "nothing has changed since the last release\n"
    edit(center, "within 20s", "within 30s")
    status = run("status", center, "--today", TODAY)
    assert "changed around it: queue help" in status.out
    assert "changed since: queue help; `ccdsl release` accepts it" in status.out
    assert run("check", center, "--today", TODAY, "--locked").code == 1
    ran = go(run, center, "release", "--note", "30 seconds", "--dry-run")
    assert "this would go live as well: queue help\nnothing was written" in ran.err
    ran = go(run, center, "release", "--note", "30 seconds")
    assert (ran.code, ran.out) == (0, "changed around them: queue help\nrelease 2 by sam\n")
    assert run("check", center, "--today", TODAY, "--locked").code == 0
    assert "nothing has changed since" in run("status", center, "--today", TODAY).out


def test_a_draft_with_a_mistake_makes_no_release_of_nothing(center: Path, run: Run) -> None:
    go(run, center, "draft", MENU)
    edit_draft(center, "-> queue help", "-> queue nowhere")
    before = contents(center)
    assert go(run, center, "release").err == "nothing has changed since the last release\n"
    assert contents(center) == before
    edit(center, "within 20s", "within 30s")
    assert go(run, center, "release").out == "changed around them: queue help\nrelease 2 by sam\n"


def test_a_lock_that_is_lost_is_made_anew(center: Path, run: Run) -> None:
    go(run, center, "draft", MENU)
    edit_draft(center)
    go(run, center, "promote", MENU, "--note", "x")
    (center / "ccdsl.lock").unlink()
    ran = go(run, center, "draft", MENU)
    assert ran.code == 1
    assert "there is no `ccdsl.lock`, although `archive/` keeps" in ran.err
    assert ran.err.endswith("nothing was changed: this has to be put right first\n")
    assert go(run, center, "release", "--note", "the lock was lost").code == 0
    assert run("check", center, "--today", TODAY, "--locked").code == 0
    go(run, center, "draft", MENU)
    assert "version 3 draft" in (center / "center.ccdsl").read_text()
    assert go(run, center, "rollback", MENU, "--to", "1").code == 0
    assert run("check", center, "--today", TODAY, "--locked").code == 0


def test_a_release_notes_an_entry_that_nothing_reaches(center: Path, run: Run) -> None:
    edit(center, "+12025550100", "+12025550101")
    text = (center / "checks.ccdsl").read_text().replace("+12025550100", "+12025550101")
    (center / "checks.ccdsl").write_text(text)
    assert go(run, center, "release").out == "release 2 by sam\n"


def test_comments_and_layout_are_nothing_to_release(center: Path, run: Run) -> None:
    text = (center / "center.ccdsl").read_text()
    (center / "center.ccdsl").write_text("# New.\n\n\n" + text.replace("  ", "\t"))
    assert go(run, center, "release").err == "nothing has changed since the last release\n"


def test_status_says_where_everything_stands(center: Path, run: Run) -> None:
    go(run, center, "draft", MENU)
    review = "review every 1w last 2026-01-05 by sam"
    edit(center, "in-service {\n  when hours", f"in-service {{\n  {review}\n  when hours")
    ran = run("status", center, "--today", TODAY)
    assert ran.code == 0
    assert (
        ran.out
        == """\
                        in service  draft
after-hours closed      version 1   -
overflow help_overflow  version 1   -
routing inbound         version 1   -          review overdue since 2026-01-12
script main_menu        version 1   version 2

last release: 1, 2026-11-22 09:00:00 UTC, by sam: as it is
nothing has changed since
"""
    )


@pytest.mark.parametrize("left", [None, "", "edition: 1\n"])
def test_status_does_not_deny_releases_that_were(center: Path, run: Run, left: str | None) -> None:
    go(run, center, "draft", MENU)
    edit_draft(center)
    go(run, center, "promote", MENU, "--note", "x")
    if left is None:
        (center / "ccdsl.lock").unlink()
    else:
        (center / "ccdsl.lock").write_text(left)
    ran = run("status", center, "--today", TODAY)
    assert ran.code == 0
    assert "the last release is not known: `ccdsl.lock` is lost or damaged" in ran.out
    assert "no release yet" not in ran.out


def test_status_says_what_was_edited(center: Path, run: Run) -> None:
    edit(center, 'key 2 "Leave a message"', 'key 3 "Leave a message"')
    ran = run("status", center, "--today", TODAY)
    assert "script main_menu        version 1   -      edited by hand" in ran.out
    assert ran.out.endswith(
        "what is in service was edited by hand; `ccdsl check` says how to go on\n"
    )


def test_json_is_as_the_schemas_say(center: Path, run: Run) -> None:
    go(run, center, "draft", MENU)
    go(run, center, "promote", MENU, "--note", "x")
    edit(center, "within 20s", "within 30s")
    for words in (("status", str(center), "--today", TODAY), ("history", "--project", str(center))):
        ran = run(*words, "--format", "json")
        assert ran.code == 0
        schema = json.loads(read_resource(f"schemas/{words[0]}.schema.json"))
        Draft202012Validator.check_schema(schema)
        Draft202012Validator(schema).validate(json.loads(ran.out))
        assert set(json.loads(ran.out)) == set(schema["required"])


def test_history_knows_every_name_that_ever_moved(center: Path, run: Run) -> None:
    ran = run("history", "main_meun", "--project", center)
    assert ran.code == 2
    assert "did you mean `main_menu`?" in ran.err
    (center / "ccdsl.lock").write_text("edition: 1\n")
    ran = run("history", "--project", center)
    assert ran.code == 2
    assert "`ccdsl.lock` cannot be understood" in ran.err


# ------------------------------------------------------------------------- two at once


def test_who_holds_the_project_is_said(
    center: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    holder = Holder(command="ccdsl promote --all", process=os.getpid() + 1, since=AT)
    monkeypatch.setattr(holding, "hold_project", partial(hold_project, wait_s=0.1))
    before = contents(center)
    with hold_project(center, holder):
        ran = go(run, center, "draft", MENU)
        assert run("check", center, "--today", TODAY).code == 0
    assert ran.code == 2
    assert f"{holder} is changing this project" in ran.err
    assert contents(center) == before
    assert go(run, center, "draft", MENU).code == 0


@pytest.mark.slow
def test_of_two_commands_at_once_one_wins(center: Path, run: Run) -> None:
    go(run, center, "draft", MENU)
    words = ("promote", MENU, "--note", "x", "--by", "sam", "--project", center, "--today", TODAY)
    ended: list[subprocess.CompletedProcess[bytes]] = []
    threads = [threading.Thread(target=lambda: ended.append(start(*words))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one.returncode for one in ended) == [0, 2, 2]
    lost = [one.stderr.decode() for one in ended if one.returncode]
    # Whoever waited finds nothing to do any more; whoever waited too long says for whom.
    told = ("script `main_menu` has no draft", "is changing this project")
    assert all(any(each in said for each in told) for said in lost), lost
    assert run("history", "--project", center).out.startswith("release 2 ")
    assert run("check", center, "--today", TODAY, "--locked").code == 0
    assert not (center / JOURNAL).exists()


def test_a_folder_that_cannot_be_written_is_said(
    center: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.crash.faults import Faulty

    monkeypatch.setattr(holding, "hold_project", partial(hold_project, system=Faulty(0, "broken")))
    before = contents(center)
    ran = go(run, center, "draft", MENU)
    assert ran.code == 2
    assert "nothing can be changed here" in ran.err
    assert contents(center) == before


def test_a_file_that_can_only_be_read_is_said(center: Path, run: Run) -> None:
    (center / "center.ccdsl").chmod(0o444)
    before = contents(center)
    ran = go(run, center, "draft", MENU)
    assert ran.code == 2
    assert "center.ccdsl`: this file can only be read; nothing was done" in ran.err
    assert contents(center) == before
