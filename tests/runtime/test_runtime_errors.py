"""What a platform may do wrong, and what it is told."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ccdsl.runtime import (
    Answered,
    Contact,
    Figures,
    Found,
    Press,
    QueueFigures,
    RoutingError,
    RoutingTable,
    Share,
    Silence,
    Waited,
)
from ccdsl.runtime.events import Event
from tests.runtime.tables import PROJECTS, artifact, compiled, table_of

AT = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
TOUR = PROJECTS[0]


@pytest.fixture
def table() -> RoutingTable:
    return table_of(TOUR)


def contact(**changes: object) -> Contact:
    return Contact(**{"to": "+18005550100", "at": AT, "caller": "+13105550199", **changes})


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"to": "+18005550199"}, "no entry takes voice at `+18005550199`"),
        ({"channel": "chat"}, "no entry takes chat at `+18005550100`"),
        ({"at": datetime(2028, 1, 1, 5, 0, tzinfo=UTC)}, "is outside the calendar of this table"),
        ({"at": datetime(2026, 1, 1, 4, 59, 59, tzinfo=UTC)}, "2026-01-01 to 2027-12-31"),
        ({"at": 10**20}, "is outside the calendar"),
        ({"at": datetime(2026, 11, 23, 15, 0)}, "does not say in which time zone"),  # noqa: DTZ001
        ({"at": "now"}, "an aware datetime or whole UTC seconds"),
        ({"at": True}, "an aware datetime or whole UTC seconds"),
        ({"caller": "anonymous"}, "`anonymous` is not a telephone number"),
        ({"caller": "+1212555010a"}, "is not a telephone number"),
        ({"flags": {"snowday": True}}, "there is no flag called `snowday`"),
        ({"attributes": {"colour": "red"}}, "there is no attribute called `colour`"),
        ({"attributes": {"tier": "iron"}}, "`tier`, which is one of bronze, gold, silver"),
        ({"attributes": {"balance": "25"}}, "`balance`, which is a whole number"),
        ({"attributes": {"balance": 2.5}}, "`balance`, which is a whole number"),
        ({"attributes": {"pin": "12345"}}, "this value does not fit `pin`"),
        ({"attributes": {"has_claim": "maybe"}}, "`has_claim`, which is yes or no"),
        ({"attributes": {"adviser": "nobody"}}, "`adviser`, which is somebody on the roster"),
        (
            {"to": "harbor.example", "channel": "chat"},
            "a contact by chat has no caller's number",
        ),
    ],
)
def test_contacts(table: RoutingTable, changes: dict[str, object], says: str) -> None:
    with pytest.raises(RoutingError) as raised:
        table.decide(contact(**changes))
    assert says in str(raised.value)


@pytest.mark.parametrize(
    ("events", "says"),
    [
        ((Found("found"),), "`top` waits for a key, and `Found` came"),
        ((Press("x"),), "`x` is not a key"),
        ((Press("1"), Silence()), "asks how it stands, and `Silence` came"),
        ((Press("1"), Answered()), "asks how it stands, and `Answered` came"),
        ((Press("2"), Share(1)), "`account` waits for digits, and `Share` came"),
        (
            (Press("2"), Press("12345678", "#"), Press("1234", "#"), Found("lost")),
            "has no outcome `lost`: it has `failed`, `found`, `missing`",
        ),
        (
            (Press("2"), Press("12345678", "#"), Press("1234", "#"), Found("found")),
            "came out as `found` without `balance`",
        ),
        (
            (
                *(Press("2"), Press("12345678", "#"), Press("1234", "#")),
                Found("missing", {"tier": "gold"}),
            ),
            "gives no `tier` when it comes out as `missing`",
        ),
        (
            (Press("1"), Figures(QueueFigures()), Waited(30), Waited(29)),
            "cannot have waited 29 s",
        ),
        ((Press("1"), Figures(QueueFigures()), Answered(), Answered()), "the contact has ended"),
    ],
)
def test_events(table: RoutingTable, events: tuple[Event, ...], says: str) -> None:
    decision = table.decide(contact())
    for event in events[:-1]:
        decision.next(event)
    before, steps = decision.to_json(), decision.steps
    with pytest.raises(RoutingError) as raised:
        decision.next(events[-1])
    assert says in str(raised.value)
    assert (decision.to_json(), decision.steps) == (before, steps)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "this is not a routing table"),
        ("[]", "this is not a routing table"),
        ("[" * 100_000, "this is not a routing table"),
        ('{"format": 9}', "has format 9; 1 is known here"),
        ('{"format": 1}', "has no `view`"),
    ],
)
def test_files_that_are_no_tables(text: str, says: str) -> None:
    with pytest.raises(RoutingError) as raised:
        RoutingTable.from_text(text)
    assert says in str(raised.value)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe")
    for path in (tmp_path / "none.json", tmp_path, tmp_path / "bytes.json"):
        with pytest.raises(RoutingError, match="cannot be read"):
            RoutingTable.load(path)


def test_a_table_with_a_part_gone(tmp_path: Path) -> None:
    whole = json.loads(artifact(compiled(TOUR), "routing-table.json"))
    del whole["scripts"][0]["nodes"]["start"]
    del whole["scripts"][1]["nodes"]["top"]
    path = tmp_path / "routing-table.json"
    path.write_text(json.dumps(whole), encoding="utf-8")
    with pytest.raises(RoutingError, match="is damaged: KeyError\\('top'\\)"):
        RoutingTable.load(path)


STATE_CHANGES = {
    "text": lambda _: "nonsense",
    "list": lambda _: [],
    "no spot": lambda state: {**state, "spot": ["script", "main_menu", "nowhere"]},
    "no script": lambda state: {**state, "spot": ["script", "gone", "start"]},
    "changed": lambda state: {**state, "flows": {"script/main_menu": "0" * 64}},
    "number": lambda state: {**state, "attempt": "1"},
    "yes": lambda state: {**state, "wrong": 1},
    "format": lambda state: {**state, "format": 2},
    "rule": lambda state: {**state, "rule": ["inbound", 4, 5]},
    "missing": lambda state: {k: v for k, v in state.items() if k != "heard"},
    "queue": lambda state: {
        **state,
        "line": {"queue": "q", "priority": "normal", "told_closed": False, "rules_due": False},
    },
}


@pytest.mark.parametrize("change", STATE_CHANGES.values(), ids=STATE_CHANGES)
def test_states_that_are_none(table: RoutingTable, change: object) -> None:
    state = json.loads(table.decide(contact()).to_json())
    assert callable(change)
    with pytest.raises(RoutingError):
        table.resume(json.dumps(change(state)))


def test_a_state_is_one_line_and_the_same_again(table: RoutingTable) -> None:
    text = table.decide(contact()).to_json()
    assert "\n" not in text
    assert table.resume(text).to_json() == text
