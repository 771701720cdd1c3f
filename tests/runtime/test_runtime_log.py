"""The log tells what happened, in order, when, where and no secrets; expected by hand."""

import pytest

from ccdsl.runtime import (
    Contact,
    Figures,
    Found,
    Press,
    QueueFigures,
    Reply,
    RoutingError,
    RoutingTable,
    Silence,
    Waited,
)
from ccdsl.runtime.events import Event
from ccdsl.runtime.steps import Queued
from tests.runtime.tables import table_from

CENTER = """center c {
  timezone Europe/Berlin languages de-DE, en-US
  calendar 2026-01-01 to 2026-12-31 on-failure -> voicemail box
}
attribute pin    digits 4 to 4 secret
attribute points number
data-source crm { takes pin gives points outcomes found timeout 3s }
skill claims levels 1 to 5
prompt hello { de-DE "Hallo." en-US "Hello." }
prompt bye   { de-DE "Ade." en-US "Bye." }
voicemail box { channels voice, chat greeting bye }
entry line { voice +4930111111 set points 3 routing all }
entry site { chat "example" routing all }
routing all version 1 in-service {
  when language is en-US -> voicemail box
  otherwise { wait 2s -> script ask }
}
script ask version 1 in-service {
  start { -> top }
  menu top {
    say hello repeat 1
    key 1 "PIN" -> code
    key star "Desk" -> queue desk
    no-input -> queue desk invalid -> queue desk
  }
  collect code {
    say hello digits 4 to 4 until pound store pin
    filled -> who no-input -> queue desk invalid -> queue desk
  }
  lookup who { from crm found -> queue desk failed -> queue desk }
}
queue desk {
  title "Desk" channels voice, chat requires claims >= 3 recheck 60s
  widen after 10s requires claims >= 1
  overflow away
  key 1 "Stay" { play bye -> stay }
}
overflow away version 1 in-service { when wait >= 45s -> voicemail box }
"""
QUIET = Figures(QueueFigures(agents=1, available=0))


@pytest.fixture(scope="module")
def table() -> RoutingTable:
    return table_from(CENTER)


def told(table: RoutingTable, contact: Contact, *events: Event) -> list[tuple[str, str, str, int]]:
    """Return kind, name, detail and milliseconds of everything that happens."""
    decision = table.decide(contact)
    notes = list(decision.log)
    for event in events:
        decision = table.resume(decision.to_json())
        decision.next(event)
        notes += decision.log
    return [(note.kind, note.name, note.detail, note.at_ms) for note in notes]


CALL = Contact(to="+4930111111", at=1_780_000_000)
BEGIN = [
    ("arrive", "line", "", 0),
    ("set", "points", "3", 0),
    ("rule", "all", "2", 0),
    ("wait", "", "2000", 0),
    ("step", "ask start", "", 2_000),
    ("step", "ask top", "", 2_000),
    ("hear", "hello", "", 2_000),
]


def test_a_secret_is_masked(table: RoutingTable) -> None:
    events = (Press("7"), Press("1"), Press("1234", "#"), Found("found", {"points": 9}), QUIET)
    assert told(table, CALL, *events) == [
        *BEGIN,
        ("press", "7", "invalid", 2_000),
        ("hear", "hello", "", 2_000),
        ("press", "1", "PIN", 2_000),
        ("step", "ask code", "", 2_000),
        ("hear", "hello", "", 2_000),
        ("press", "••••••••••", "", 2_000),
        ("set", "pin", "••••", 2_000),
        ("step", "ask who", "", 2_000),
        ("lookup", "crm", "found", 2_000),
        ("set", "points", "9", 2_000),
        ("queue", "desk", "", 2_000),
    ]


def test_time_in_line(table: RoutingTable) -> None:
    waiting = (Silence(), Press("*"), QUIET, Waited(10), Press("1"), Waited(45))
    assert told(table, CALL, *waiting) == [
        *BEGIN,
        ("silence", "top", "", 2_000),
        ("hear", "hello", "", 2_000),
        ("press", "star", "Desk", 2_000),
        ("queue", "desk", "", 2_000),
        ("wait", "desk", "10000", 2_000),
        ("key", "1", "Stay", 12_000),
        ("hear", "bye", "", 12_000),
        ("wait", "desk", "35000", 12_000),
        ("rule", "away", "1", 47_000),
        ("hear", "bye", "", 47_000),
        ("end", "box", "voicemail", 47_000),
    ]


@pytest.mark.parametrize(
    ("text", "detail"), [("desk", ("press", "star", "Desk")), ("*", ("press", "star", "Desk"))]
)
def test_replies_are_told_as_keys(
    table: RoutingTable, text: str, detail: tuple[str, str, str]
) -> None:
    chat = Contact(to="example", channel="chat", at=1_780_000_000)
    assert (*detail, 2_000) in told(table, chat, Reply(text))
    assert ("press", "12 pound", "invalid", 2_000) in told(table, chat, Reply("12#"))


def test_places_are_those_of_the_source(table: RoutingTable) -> None:
    lines = CENTER.splitlines()
    decision = table.decide(CALL)
    shown = {note.kind: lines[note.place.line - 1].strip() for note in decision.log}
    assert shown["arrive"].startswith("entry line")
    assert shown["rule"].startswith("otherwise")
    assert shown["hear"] == "menu top {"
    assert {note.place.path for note in decision.log} == {"center.ccdsl"}


def test_a_language_may_be_known_beforehand(table: RoutingTable) -> None:
    known = Contact(to="+4930111111", at=1_780_000_000, language="en-US")
    assert table.decide(known).rule.number == 1
    with pytest.raises(RoutingError, match="does not speak `fr-FR`"):
        table.decide(Contact(to="+4930111111", at=1_780_000_000, language="fr-FR"))


def test_widening_changes_who_may_take_it(table: RoutingTable) -> None:
    decision = table.decide(CALL)
    for event in (Press("*"), QUIET):
        decision.next(event)
    widened = decision.next(Waited(10))
    assert isinstance(widened[-1], Queued)
    assert (widened[-1].needs, widened[-1].check_at) == ({"claims": 1}, 45)


def test_a_refused_event_leaves_the_log(table: RoutingTable) -> None:
    decision = table.decide(CALL)
    before = decision.log
    with pytest.raises(RoutingError):
        decision.next(Found("found"))
    assert decision.log == before
