"""The engine answers as brute force does, about every contact of small centers."""

from random import Random

import pytest

from tests.exact.compare import Tally, compare, replay_places
from tests.exact.small import center_text
from tests.runtime.tables import compile_files

CENTERS = 40


def _tally(seed: int, text: str) -> Tally:
    return compare(compile_files({"center.ccdsl": text.encode()}), Random(seed), most=12, runs=3000)


@pytest.mark.parametrize("seed", range(CENTERS))
def test_every_answer_about_a_small_center(seed: int) -> None:
    tally = _tally(seed, center_text(seed, figures=seed % 4 != 0))
    assert not tally.skipped
    assert tally.answers
    assert tally.differing == []


@pytest.mark.parametrize("seed", range(CENTERS))
def test_witnesses_are_run(seed: int) -> None:
    made = compile_files({"center.ccdsl": center_text(seed).encode()})
    tally = replay_places(made, Random(seed), most=6)
    assert tally.replayed
    assert tally.differing == []


def test_what_centers_hold_is_come_through() -> None:
    """The centers are not so poor that there is nothing to get wrong."""
    seen: dict[str, int] = {}
    for seed in range(6):
        for kind, count in _tally(seed, center_text(seed)).seen.items():
            seen[kind] = seen.get(kind, 0) + count
    assert set(seen) == {"at", "end", "queue", "step", "unset"}
    assert min(seen.values()) > 10


HOLDING = """
center c {
  timezone Europe/Berlin languages de-DE
  calendar 2026-03-21 to 2026-04-02 on-failure -> hang-up
}
prompt hello { de-DE "Hallo." }
voicemail box { channels voice greeting hello }
entry line { voice +4930111111 routing all }
routing all version 1 in-service { otherwise -> queue desk }
queue desk {
  title "Desk" channels voice wait forever recheck 30s overflow away
  key 1 "Wait" { wait 20s -> stay }
}
overflow away version 1 in-service {
  when wait > 20s and waiting >= 1 -> voicemail box
  when waiting = 0 and wait > 20s -> hang-up
}
"""


def test_a_difference_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that forgets the tests of the rules answers something else."""
    made = compile_files({"center.ccdsl": HOLDING.encode()})
    assert compare(made, Random(1)).differing == []
    monkeypatch.setattr("ccdsl.analysis.lines.Clockwork.tests", lambda *_: ())
    monkeypatch.setattr("ccdsl.analysis.lines.Clockwork.next_stop", lambda *_: None)
    assert compare(made, Random(1)).differing != []


TAKEN_AT_A_RECHECK = """
center c {
  timezone Europe/Berlin languages de-DE
  calendar 2026-03-21 to 2026-04-02 on-failure -> hang-up
}
attribute pressed yes-no
prompt hello { de-DE "Hallo." }
voicemail box { channels voice greeting hello }
voicemail late { channels voice greeting hello }
entry line { voice +4930111111 routing all }
routing all version 1 in-service { otherwise -> queue desk }
queue desk {
  title "Desk" channels voice wait forever recheck 40s overflow away
  key 1 "Wait" { when pressed is yes -> hang-up set pressed yes wait 10s -> stay }
}
overflow away version 1 in-service {
  when wait > 20s and not (wait > 50s) -> voicemail box
  when wait > 50s -> voicemail late
}
"""


def test_who_comes_back_in_line_late_is_taken_at_the_recheck() -> None:
    """Whoever presses before 21 seconds is back before 31, and the test at 40 takes everybody."""
    assert _tally(1, TAKEN_AT_A_RECHECK).differing == []
    (late,) = (
        one
        for one in compile_files({"center.ccdsl": TAKEN_AT_A_RECHECK.encode()}).diagnostics
        if one.code == "CC204"
    )
    assert "waits so long" in late.message


@pytest.mark.parametrize("seed", [565, 2064, 3005, 3108, 3183, 4103, 4278, 4425])
def test_witnesses_that_were_not_run_once(seed: int) -> None:
    """Keys pressed in time, tests passed on the way, and figures that were left unsaid."""
    made = compile_files({"center.ccdsl": center_text(seed).encode()})
    assert replay_places(made, Random(seed), most=200).differing == []


PRESSED_LATE = """
center c {
  timezone Europe/Berlin languages de-DE
  calendar 2026-03-21 to 2026-04-02 on-failure -> hang-up
}
attribute pressed yes-no
prompt hello { de-DE "Hallo." }
voicemail box { channels voice greeting hello }
entry line { voice +4930111111 routing all }
routing all version 1 in-service { otherwise -> queue desk }
queue desk {
  title "Desk" channels voice wait forever recheck 30s overflow away
  key 1 "Wait" { when pressed is yes -> voicemail box set pressed yes -> stay }
}
overflow away version 1 in-service {
  when pressed is yes and wait >= 20s and not (wait >= 50s) -> hang-up
}
"""


def test_a_key_is_pressed_as_late_as_the_tests_after_it_let() -> None:
    """Who presses between 30 and 50 seconds is past both tests when pressing again."""
    made = compile_files({"center.ccdsl": PRESSED_LATE.encode()})
    assert replay_places(made, Random(1), most=200).differing == []
