"""`ccdsl call`: one-liners, the telephone, and everything that cannot be read."""

import json
import os
import pty
import select
import sys
import time
from pathlib import Path

import jsonschema
import pytest

from tests.cli.commands import TODAY, Run

ROOT = Path(__file__).parents[2]
HARBOR = ROOT / "examples" / "harbor"
HERE = ("-C", HARBOR, "--today", TODAY)
CALLER = ("--from", "+13105550199", "--at", "2026-11-23 09:30")
CLAIMS = ("call", "+18005550110", *CALLER, *HERE)
BUSY = ("--queue", "claims: waiting 30, agents 4")
ASKED = ("--press", "3", "--press", "7654321 pound", "--lookup", "claims.status: failed")


def test_the_example_of_the_issue(run: Run) -> None:
    """A call with everything given ends where it must; nothing goes to standard error."""
    ran = run(*CLAIMS, *ASKED, *BUSY, "--expect", "queue concierge")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith("  => queue concierge: an agent answers\n")
    assert (
        "hears concierge_hello: “This is the Harbor concierge. You are now connected.”" in ran.out
    )


def test_another_end_than_expected_ends_with_1(run: Run) -> None:
    ran = run(*CLAIMS, *ASKED, *BUSY, "--expect", "queue claims")
    assert ran.code == 1
    assert ran.err == "it ends at queue concierge, not at queue claims\n"


def test_explain_says_which_rule_decided_and_why_others_did_not(run: Run) -> None:
    out = run(*CLAIMS, *ASKED, *BUSY, "--explain").out
    assert "not center.ccdsl:111: flag snow_day is on (but snow_day is off)" in out
    assert "not center.ccdsl:112: caller in vip (but the caller is +13105550199)" in out
    assert "not queues.ccdsl:115: full (but 30 of 50 are waiting)" in out
    assert "rule 3 takes it: when entry is claims_line  center.ccdsl:113" in out
    assert "wait > 2m (but agents is 1, wait is 0s)" in out


def test_json_fits_its_schema(run: Run) -> None:
    schema = json.loads((ROOT / "schemas" / "call.schema.json").read_text())
    for more in ((), ("--explain",)):
        document = json.loads(run(*CLAIMS, *ASKED, *BUSY, "--format", "json", *more).out)
        jsonschema.Draft202012Validator(schema).validate(document)
        assert document["end"] == {"kind": "queue", "name": "concierge"}
        assert any("missed" in step for step in document["trace"]) is bool(more)
        assert document["trace"][0]["kind"] == "arrive"
        assert {step["path"] for step in document["trace"][1:]} <= {
            path.name for path in HARBOR.glob("*.ccdsl")
        }


def test_a_transfer_is_named_by_the_person_reached(run: Run) -> None:
    words = ("call", "+18005550100", *CALLER, "--press", "5", "--press", "302 #", *HERE)
    ran = run(*words, "--transfer", "answered", "--format", "json", "--expect", "transfer ines")
    assert ran.code == 0
    assert json.loads(ran.out)["end"] == {"kind": "transfer", "name": "ines"}
    assert run(*words, "--transfer", "busy", "--expect", "queue concierge").code == 0


def test_mermaid_is_a_sequence_that_means_itself(run: Run) -> None:
    out = run(*CLAIMS, *ASKED, *BUSY, "--format", "mermaid").out
    assert out.startswith("sequenceDiagram\n  actor C as Caller\n")
    assert "  C->>H: presses 7654321 #35;\n" in out
    assert not any(char in line.split(": ", 1)[-1] for line in out.splitlines() for char in '<>"`')


def test_options_keep_their_order_across_their_names(run: Run) -> None:
    words = ("call", "+18005550100", *CALLER, *HERE)
    ends = run(*words, "--press", "7", "--silence", "--press", "4", "--expect", "queue life")
    assert (ends.code, ends.err) == (0, "")
    other = run(*words, "--silence", "--press", "4", "--press", "7")
    assert other.code == 2
    assert "the contact has ended before this" in other.err


def test_waiting_leaving_and_closing(run: Run) -> None:
    waits = (*CLAIMS, "--silence", "--silence", "--queue", "claims: available 0, wait 9m")
    assert run(*waits, "--wait", "1m", "--press", "1", "--expect", "callback claims").code == 0
    assert run(*waits, "--wait", "1m", "--hang-up", "--expect", "abandoned").code == 0
    closing = ("--queue", "policies: available 0, closes at 1m", "--press", "2", "--share", "1")
    main = ("call", "+18005550100", *CALLER, *HERE, *closing)
    assert run(*main, "--expect", "voicemail service_box").code == 0


def test_other_channels_flags_languages_and_attributes(run: Run) -> None:
    at = ("--at", "2026-11-23 09:30", *HERE)
    chat = ("call", "--channel", "chat", "--to", "harbor.example", *at)
    assert run(*chat, "--press", "1", "--expect", "queue claims").code == 0
    snow = run(*chat, "--flag", "snow_day=on", "--expect", "voicemail service_box")
    assert snow.code == 0
    spanish = run("call", "+18005550100", *at, "--language", "es-US", "--press", "4")
    assert "hears top_options: “Sobre una reclamación" in spanish.out
    gold = ("--set", "tier=gold", "--set", "known=yes", "--lookup", "billing.account: missing")
    assert (
        run("call", "+18005550100", *at, *gold, "--press", "3", "--expect", "queue billing").code
        == 0
    )


def test_the_draft_center(run: Run) -> None:
    words = ("call", "+18005550100", *CALLER, *HERE, "--press", "4", "--draft")
    assert "bills_first_options" in run(*words).out


def test_without_a_number_the_caller_is_withheld(run: Run) -> None:
    at = ("--at", "2026-12-25 11:00", "--silence", "--silence", *HERE)
    withheld = run("call", "+1 (800) 555-0100", "--from", "withheld", *at)
    assert withheld.out == run("call", "+18005550100", *at).out
    assert "voicemail service_box" in withheld.out


MISSING = [
    (("--press", "3"), "`claim_entry` waits for the caller", '`--press "DIGITS pound"`'),
    ((), "`kind` waits for the caller", "give `--press KEY` (1, 2, 3, 9) or `--silence`"),
    (ASKED[:4], "`claims.status` has no result given", '`--lookup "claims.status: OUTCOME"`'),
    (
        ("--press", "1", "--queue", "roadside: agents 0"),
        "how this transfer",
        "`--transfer answered`",
    ),
]


@pytest.mark.parametrize(("given", "message", "help_"), MISSING)
def test_what_is_missing_is_named_with_the_option_that_gives_it(
    given: tuple[str, ...], message: str, help_: str, run: Run
) -> None:
    ran = run(*CLAIMS, *given)
    assert ran.code == 2
    assert message in ran.err
    assert help_ in ran.err
    assert "arrives at entry claims_line" in ran.out


def test_a_missing_share_is_named(run: Run) -> None:
    ran = run("call", "+18005550100", *CALLER, *HERE, "--press", "2")
    assert ran.code == 2
    assert "give `--share N`, from 1 to 2" in ran.err


WRONG = [
    (("--queue", "clams: waiting 3"), "there is no queue `clams`", "did you mean `claims`?"),
    (("--queue", "claims: wating 3"), "there is no figure of a queue `wating`", "`waiting`"),
    (("--queue", "claims"), "does not say how the queue stands", "claims: waiting 30, agents 4"),
    (("--queue", "claims: waiting x"), "`x` is no whole number", ""),
    (("--queue", "claims: wait 3"), "`3` is no length of time", "90s"),
    (("--queue", "claims: agents 1, agents 2"), "two values of `agents`", "keep one"),
    (("--queue", "claims: agents 1, available 2"), "these figures contradict", "`agents`"),
    (("--flag", "snow=on"), "there is no flag `snow`", ""),
    (("--flag", "snow_day=maybe"), "there is no state of a flag `maybe`", "`on`"),
    (("--flag", "snow_day=on", "--flag", "snow_day=off"), "given both on and off", "keep one"),
    (("--lookup", "crm.custmer: found"), "there is no data source `crm.custmer`", "crm.customer"),
    (("--lookup", "crm.customer: fond"), "there is no outcome of `crm.customer` `fond`", "`found`"),
    (("--lookup", "crm.customer: found, tier golden"), "`golden` is no value of `tier`", "one of"),
    (("--lookup", "billing.account: found, balance much"), "`much` is no value", "whole number"),
    (("--set", "teir=gold"), "there is no attribute `teir`", "`tier`"),
    (("--set", "tier"), "`tier` gives no value", "tier=gold"),
    (("--set", "known=perhaps"), "`perhaps` is no value of `known`", "`yes` or `no`"),
    (("--set", "pin=12"), "`12` is no value of `pin`", "4 to 4 digits"),
    (("--set", "adviser=nobody"), "`nobody` is no value of `adviser`", "roster"),
    (("--press", "x"), "`x` is no key", "`star` and `pound`"),
    (("--press", ""), "no key is pressed", "`--silence`"),
    (("--share", "two"), "`two` is no whole number", ""),
    (("--transfer", "anwered"), "there is no outcome of a transfer `anwered`", "`answered`"),
    (("--from", "12"), "`12` is no telephone number", "+18005550100"),
    (("--at", "tomorrow"), "`tomorrow` is no date and time", "2026-12-25 11:00"),
    (("--at", "2026-02-30 11:00"), "there is no such time as `2026-02-30 11:00`", ""),
    (("--at", "2031-01-01 11:00"), "outside the calendar", "2026-01-01 to 2027-12-31"),
    (("--at", "2026-11-01 01:30"), "reads 2026-11-01 01:30 twice", "`2026-11-01 01:30-05:00`"),
    (("--at", "2026-03-08 02:30"), "never reads 2026-03-08 02:30", "`2026-03-08 03:30-04:00`"),
    (("--language", "fr-FR"), "there is no language `fr-FR`", ""),
    (("--channel", "fax"), "there is no channel `fax`", ""),
    (("--to", "harbor.example"), "one NUMBER, or `--to ADDRESS`", "voice +18005550100"),
    (("--expect", "queu claims"), "there is no end `queu`", "`queue`"),
    (("--expect", "queue clams"), "there is no queue `clams`", "`claims`"),
    (("--expect", "hang-up now"), "`hang-up` has no name", "`--expect hang-up`"),
    (("--expect", "transfer nobody_here"), "there is no person `nobody_here`", ""),
    (
        ("--press", "1", "--press", "9", "--transfer", "busy"),
        "has ended before this",
        "leave it out",
    ),
]


@pytest.mark.parametrize(("given", "message", "help_"), WRONG)
def test_what_cannot_be_read_is_refused_with_the_nearest_word(
    given: tuple[str, ...], message: str, help_: str, run: Run
) -> None:
    ran = run("call", "+18005550110", *CALLER, *HERE, *given)
    assert ran.code == 2
    assert message in ran.err
    assert help_ in ran.err


@pytest.mark.parametrize("number", ["+18005550199", "harbor", ""])
def test_a_number_that_nobody_has(number: str, run: Run) -> None:
    assert run("call", number, *CALLER, *HERE).code == 2


def test_a_chat_has_no_number_to_come_from(run: Run) -> None:
    ran = run("call", "--channel", "chat", "--to", "harbor.example", *CALLER, *HERE)
    assert (ran.code, "no number to come from" in ran.err) == (2, True)


def test_with_an_offset_every_time_is_one_instant(run: Run) -> None:
    words = ("call", "+18005550100", *HERE, "--silence", "--silence", "--at")
    for at in ("2026-11-01 01:30-04:00", "2026-11-01 01:30-05:00", "2026-11-01T06:30Z"):
        assert run(*words, at).code == 0


def test_a_project_with_errors_is_not_called(run: Run, project: Path) -> None:
    (project / "wrong.ccdsl").write_text("prompt x { }\nqueue q { requires nothing }\n")
    ran = run("call", "+18005550100", "-C", project, "--today", TODAY)
    assert (ran.code, ran.out) == (1, "")
    assert "wrong.ccdsl" in ran.err


def test_a_scenario_that_fails_stands_in_nobodys_way(run: Run, project: Path) -> None:
    number = next(
        word
        for file in sorted(project.glob("*.ccdsl"))
        for word in file.read_text().split()
        if word.startswith("+") and word[1:].rstrip(",").isdigit()
    ).rstrip(",")
    (project / "wrong.ccdsl").write_text(
        f'scenario "Wrong" {{ dial {number} from withheld at 2026-11-23 03:00 leaves leaves '
        "expect abandoned }\n"
    )
    assert run("check", project, "--today", TODAY).code == 1
    ran = run("call", number, "-C", project, "--at", "2026-11-23 10:00", "--today", TODAY)
    assert "arrives at entry" in ran.out


def converse(answers: list[str], *words: str) -> str:
    """Hold a conversation in a terminal; return everything that was seen."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(ROOT)
        os.execv(sys.executable, [sys.executable, "-m", "ccdsl", *words])  # noqa: S606 - no shell
    seen, left, end = "", list(answers), time.monotonic() + 30
    while time.monotonic() < end:
        if not select.select([terminal], [], [], 0.2)[0]:
            continue
        try:
            data = os.read(terminal, 4_096)
        except OSError:
            break
        seen += data.decode()
        if seen.endswith(": ") and left:
            os.write(terminal, f"{left.pop(0)}\n".encode())
    os.waitpid(child, 0)
    assert not left
    return seen


@pytest.mark.slow
def test_a_conversation() -> None:
    answers = [
        "x", "3", "7654321 pound", "fond", "found", "missing, claim_state paid",
        "found, claim_state in_review", "waiting 5, available 0", "7", "wait 1m", "1",
    ]  # fmt: skip
    seen = converse(answers, *map(str, CLAIMS))
    assert "`x` is no key" in seen
    assert "did you mean `found`?" in seen
    assert "`claim_state` is given too" in seen
    assert "`claim_state` is not given by `missing`" in seen
    assert "there is no key here `7`" in seen
    assert "1:00  presses 1, “Call me back”" in seen
    assert "=> callback claims" in seen
    assert seen.count("arrives at entry claims_line") == 1


@pytest.mark.slow
def test_staying_in_line_and_going_on_elsewhere() -> None:
    """What is pressed after the line is not taken for a key of the line."""
    seen = converse(["1", "available 0", "", "busy"], *map(str, CLAIMS))
    assert "waits 1m31s in queue roadside" in seen
    assert "is put through to +12125550177: busy" in seen
    assert "=> voicemail claims_box" in seen


@pytest.mark.slow
def test_hanging_up_and_the_chat_s_labels() -> None:
    assert "=> abandoned" in converse(["hang up"], *map(str, CLAIMS))
    chat = ("call", "--channel", "chat", "--to", "harbor.example", "--at", "2026-11-23 09:30")
    seen = converse(["claims", "available 0", "hang up"], *chat, *map(str, HERE))
    assert "presses 1, “Claims”" in seen
    assert "=> abandoned" in seen
