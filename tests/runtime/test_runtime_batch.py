"""The batch form answers as `decide` does, contact for contact."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from ccdsl.runtime import Contact, QueueFigures, RoutingError, RoutingTable
from ccdsl.simulate import world as simulated
from tests.differential.compare import pair_of
from tests.runtime.tables import PROJECTS, compiled, table_from, table_of

np = pytest.importorskip("numpy", reason="the batch form needs NumPy")

CENTER = """
center c {
  title "C"
  timezone Europe/Berlin
  country DE
  languages de-DE
  calendar 2026-01-01 to 2026-12-31
  on-failure -> hang-up
}
attribute tier one-of gold, silver
attribute points number
flag storm { title "Storm" }
flag strike { title "Strike" }
callers friends { +49301* "Berlin" +493012345 "Ina" +4989* "Munich" }
hours day { mon-fri 08:00-18:00 sat 09:00-13:00 }
hours night { mon-sun 22:00-06:00 }
prompt hello { de-DE "Hallo." }
voicemail box { channels voice, sms greeting hello }
queue desk { title "Desk" channels voice wait forever }
entry one { voice +4930111111, +4930111112 routing all }
entry two { voice +4930222222 set tier gold routing all }
entry three { sms +4930333333 routing all }
routing all version 1 in-service {
  when flag storm is on and not caller in friends      -> voicemail box
  when caller is +493012345 or caller in +4989*        -> voicemail box
  when dialed is +4930111112 and hours night is open   -> voicemail box
  when tier is gold and hours day is closed            -> voicemail box
  when caller is withheld and flag strike is on        -> voicemail box
  when points >= 10 and not (hours day is open)        -> voicemail box
  when entry is three or caller in friends             -> voicemail box
  when queue desk has waiting > 3                      -> voicemail box
  otherwise                                            -> voicemail box
}
"""


@pytest.fixture(scope="module")
def center() -> RoutingTable:
    return table_from(CENTER)


CALLERS = (
    *(None, "+493012345", "+493012346", "+498912", "+49892222"),
    *("+493011", "+4930122", "+12125550100"),
)
SIZE = 4_000


def test_all_axes_together(center: RoutingTable) -> None:
    rng = random.Random(1)
    start, end = center.contents.window
    edges = [*center.contents.edges("day", "open"), *center.contents.edges("night", "open")]
    to = [rng.choice(("+4930111111", "+4930111112", "+4930222222")) for _ in range(SIZE)]
    at = [min(max(rng.choice(edges) + rng.choice((-1, 0, 1)), start), end - 1) for _ in range(SIZE)]
    callers = [rng.choice(CALLERS) for _ in range(SIZE)]
    storm = [rng.random() < 0.3 for _ in range(SIZE)]
    tier = [rng.choice((None, "gold", "silver")) for _ in range(SIZE)]
    points = [rng.choice((None, 9, 10, 11)) for _ in range(SIZE)]
    queues = {"desk": QueueFigures(waiting=4)}
    found = center.decide_batch(
        np.array([int(number) for number in to]),
        np.array(at),
        callers,
        flags={"storm": np.array(storm), "strike": True},
        attributes={"tier": tier, "points": points},
        queues=queues,
    )
    for index in range(SIZE):
        known = {"tier": tier[index], "points": points[index]}
        contact = Contact(
            to=to[index],
            at=at[index],
            caller=callers[index],
            flags={"storm": storm[index], "strike": True},
            attributes={name: value for name, value in known.items() if value is not None},
            queues=queues,
        )
        assert center.rules[found[index]] == center.decide(contact).rule, contact
    assert len(set(found.tolist())) > 5


@pytest.mark.parametrize("project", PROJECTS, ids=lambda project: project.name)
def test_same_as_one_by_one(project: Path) -> None:
    pair, rng = pair_of(compiled(project)), random.Random(project.name)
    table = pair.table
    by_channel: dict[str, list[simulated.Contact]] = {}
    for _ in range(1_000):
        contact = replace(pair.contacts.make(rng), language=None, attributes={})
        by_channel.setdefault(contact.channel, []).append(contact)
    flags = {name: rng.random() < 0.5 for name in sorted(table.contents.flags)}
    queues = {name: QueueFigures() for name in table.contents.queues}
    for channel, contacts in by_channel.items():
        found = table.decide_batch(
            [one.to for one in contacts],
            np.array([one.instant for one in contacts]),
            [one.caller for one in contacts] if channel in ("voice", "sms") else None,
            channel=channel,
            flags=flags,
            queues=queues,
        )
        for contact, index in zip(contacts, found, strict=True):
            rule = table.decide(
                Contact(
                    to=contact.to,
                    at=contact.instant,
                    channel=channel,
                    caller=contact.caller,
                    flags=flags,
                    queues=queues,
                )
            ).rule
            assert table.rules[index] == rule


def test_tables_too_large_to_hold(center: RoutingTable, monkeypatch: pytest.MonkeyPatch) -> None:
    columns = (np.full(3, 4930111112), np.array([1772323200, 1772400000, 1772450000]))
    dense = center.decide_batch(*columns, queues={"desk": QueueFigures()})
    monkeypatch.setattr("ccdsl.runtime.batch._MOST_CELLS", 1)
    assert (center.decide_batch(*columns, queues={"desk": QueueFigures()}) == dense).all()


def test_nobody_is_nobody(center: RoutingTable) -> None:
    assert center.decide_batch(np.array([], dtype=np.int64), np.array([], dtype=np.int64)).size == 0


AT = np.array([1772323200, 1772323200])


@pytest.mark.parametrize(
    ("to", "at", "caller", "says"),
    [
        ([4930111111, 499], AT, None, "no entry takes a contact at `+499`"),
        ([4930111111, 4930111111], AT * 2, None, "is outside the calendar of this table"),
        ([4930111111, 4930111111], AT, [1, 0], "a withheld one is 0"),
        ([4930111111, 4930111111], AT, [-1, 0], "a withheld one is 0"),
        ([4930111111, 4930111111], AT, [10**15, 0], "a withheld one is 0"),
    ],
)
def test_wrong_contacts(
    center: RoutingTable, to: list[int], at: object, caller: list[int] | None, says: str
) -> None:
    with pytest.raises(RoutingError) as raised:
        center.decide_batch(np.array(to), at, None if caller is None else np.array(caller))
    assert says in str(raised.value)


def test_a_chat_has_no_caller() -> None:
    table = table_of(PROJECTS[0])
    with pytest.raises(RoutingError, match="no caller's number"):
        table.decide_batch(["harbor.example"] * 2, AT, [0, 0], channel="chat")
    with pytest.raises(RoutingError, match="no entry takes email"):
        table.decide_batch(["harbor.example"] * 2, AT, channel="email")
