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
    """An engine that forgets a test of the rules answers something else."""
    assert _tally(1, HOLDING).differing == []
    monkeypatch.setattr("ccdsl.analysis.lines.Clockwork.next_limit", lambda *_: None)
    monkeypatch.setattr("ccdsl.analysis.lines.Clockwork.recheck_after", lambda *_: None)
    assert _tally(1, HOLDING).differing != []
