"""What is proven and answered about small centers is what brute force finds."""

from random import Random

import pytest

from tests.exact.asks import compare_answers, compare_ends
from tests.exact.requirements import compare, make_center

CENTERS = 8


@pytest.mark.parametrize("seed", range(CENTERS))
def test_every_requirement_of_a_small_center(seed: int) -> None:
    text, made = make_center(seed)
    tally = compare(text, made, Random(f"contacts {seed}"), most=5, runs=1500)
    assert tally.differing == []
    assert tally.contacts
    assert sum(tally.verdicts.values()) == len(made.program.requires)
    assert "undecided" not in tally.verdicts


def test_every_answer_about_small_centers() -> None:
    compared, replayed = 0, 0
    for seed in (2, 5, 9):
        text, made = make_center(seed)
        for found in (
            compare_answers(text, made, Random(f"asks {seed}"), most=4, runs=1500),
            compare_ends(made, Random(f"ends {seed}"), most=1, runs=1500),
        ):
            assert found.differing == []
            compared += found.compared
            replayed += found.replayed
    assert compared
    assert replayed


@pytest.mark.parametrize(
    ("name", "wrong", "seed"),
    [
        ("ccdsl.analysis.claims._heard_before", lambda _, move: (*move.heard, "p1"), 0),
        ("ccdsl.analysis.binding._looks", lambda *_: False, 4),
        ("ccdsl.analysis.forcing._pressed", lambda *asked: [(asked[2], 0)], 26),
    ],
)
def test_a_difference_is_seen(
    name: str, wrong: object, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A prover that is wrong in one thing says something else about some center."""
    monkeypatch.setattr(name, wrong)
    text, made = make_center(seed)
    assert compare(text, made, Random(seed), most=4, runs=1500).differing
