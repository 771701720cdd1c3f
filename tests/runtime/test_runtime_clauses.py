"""What happens to a contact, clause by clause, expected by hand."""

from datetime import UTC, datetime

import pytest

from ccdsl.runtime import (
    Answered,
    Contact,
    Decision,
    Failed,
    Figures,
    Found,
    HungUp,
    Press,
    QueueFigures,
    RoutingTable,
    Share,
    Silence,
    Transferred,
    Waited,
)
from ccdsl.runtime.events import Event, Reply
from ccdsl.runtime.steps import Collect, Lookup, Menu, Play, Queued, Record
from tests.runtime.tables import table_from

CENTER = """
center c {
  title "C" timezone America/New_York country US languages en-US, es-US
  calendar 2026-01-01 to 2026-12-31 on-failure -> voicemail box
}
attribute tier    one-of gold, silver
attribute pin     digits 4 to 4 secret
attribute points  number
attribute mobile  phone
data-source crm { takes caller, pin gives tier, points outcomes found, missing timeout 3s }
flag shut { title "Shut" }
holidays feast { 2026-07-03 "Day off" 2026-12-24 08:00-12:00 "Short day" }
hours day { mon-fri 08:00-18:00 except feast }
hours late { mon-sun 22:00-06:00 }
prompt hello   { en-US "Hello." es-US "Hola." }
prompt choose  { en-US "Choose." es-US "Elija." }
prompt again   { en-US "Again." es-US "Otra vez." }
prompt oops    { en-US "Wrong." es-US "Mal." }
prompt enter   { en-US "Enter." es-US "Marque." }
prompt told    { en-US "You have {points} points." es-US "Tiene {points} puntos." }
prompt notice  { en-US "We record." es-US "Grabamos." }
prompt bye     { en-US "Bye." es-US "Adiós." }
prompt ready   { en-US "Ready." es-US "Listo." }
voicemail box { channels voice, chat greeting bye }
entry line { voice +12125550100 routing all }
entry site { chat "example" routing all }
routing all version 1 in-service {
  when flag shut is on     -> voicemail box
  when hours late is open  -> queue night
  otherwise                -> script ask
}
script ask version 1 in-service {
  start { play hello -> top }
  menu top {
    say choose again again sorry oops repeat 1
    key 1 "Desk" -> queue desk
    key 2 "Points" -> code
    key 9 "Spanish" { set language es-US -> top }
    no-input -> queue desk
    invalid -> voicemail box
  }
  collect code {
    say enter digits 4 to 4 until pound repeat 1 store pin
    filled -> who no-input -> queue desk invalid -> queue desk
  }
  lookup who {
    from crm
    found   { play told -> share }
    missing -> code at-most 1 else -> voicemail box
    failed  -> queue desk
  }
  step share {
    call script sub
    when tier is silver -> queue desk priority high
    allocate { 50% -> queue desk 50% -> voicemail box }
  }
}
script sub version 1 in-service {
  start { when points > 5 { set tier silver -> return } -> return }
}
queue desk {
  title "Desk" channels voice, chat max-waiting 5 ring 10s recheck 20s
  overflow away after-hours shut at-close { play bye -> stay }
  key 1 "Call me" { play ready -> callback desk else -> stay }
  key 2 "Transfer" -> transfer +12125550199 busy -> stay else -> voicemail box
  greet ready
}
queue night { title "Night" channels voice, chat wait forever }
overflow away version 1 in-service {
  when full                     -> voicemail box
  when wait > 1m and agents < 3 -> queue night
  when wait >= 3m               -> voicemail box
}
after-hours shut version 1 in-service {
  hours day
  when hours day is holiday { play hello -> hang-up }
  otherwise -> voicemail box
}
recording all { queues desk notice notice pause script ask step top }
"""

MONDAY = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
QUIET = Figures(QueueFigures(agents=1, available=0))


@pytest.fixture(scope="module")
def table() -> RoutingTable:
    return table_from(CENTER)


def begin(
    table: RoutingTable,
    *events: Event,
    at: datetime = MONDAY,
    caller: str | None = "+13105550199",
    channel: str = "voice",
) -> Decision:
    to = "+12125550100" if channel == "voice" else "example"
    decision = table.decide(
        Contact(to=to, channel=channel, at=at, caller=caller if channel == "voice" else None)
    )
    for event in events:
        decision = table.resume(decision.to_json())
        decision.next(event)
    return decision


def heard(decision: Decision) -> list[str]:
    said = []
    for step in decision.steps:
        if isinstance(step, Play):
            said += [one.text for one in step.sayings]
        if isinstance(step, Menu | Collect):
            said += [one.text for one in step.say]
    return said


def ends(decision: Decision) -> str:
    end = decision.end
    return "" if end is None else f"{end.kind} {end.name}".rstrip()


def test_treatment_stops_at_the_first_question(table: RoutingTable) -> None:
    decision = begin(table)
    assert (decision.rule.number, decision.rule.routing) == (3, "all")
    assert heard(decision) == ["Hello.", "Choose."]
    assert isinstance(decision.treatment[-1], Menu)
    assert decision.treatment[-1].keys == (("1", "Desk"), ("2", "Points"), ("9", "Spanish"))


def test_a_flag(table: RoutingTable) -> None:
    decision = table.decide(Contact(to="+12125550100", at=MONDAY, flags={"shut": True}))
    assert decision.rule.number == 1
    assert ends(decision) == "voicemail box"
    assert heard(decision) == ["Bye."]


def test_silence_and_wrong_keys(table: RoutingTable) -> None:
    assert heard(begin(table, Silence())) == ["Again."]
    assert heard(begin(table, Press("7"))) == ["Wrong.", "Again."]
    assert ends(begin(table, Silence(), Press("7"))) == "voicemail box"
    arrived = begin(table, Press("7"), Silence())
    assert arrived.steps[-1].place.name == "desk"


def test_repeats_begin_afresh(table: RoutingTable) -> None:
    decision = begin(table, Silence(), Press("9"), Silence())
    assert decision.language == "es-US"
    assert heard(decision) == ["Otra vez."]
    assert decision.end is None


@pytest.mark.parametrize(
    ("keys", "fits"),
    [
        (("1234", "pound"), True),
        (("1", "2", "34", "#"), True),
        (("1234",), False),
        (("123", "pound"), False),
        (("12345", "pound"), False),
        (("12", "star", "34", "pound"), False),
        (("pound",), False),
    ],
)
def test_digits(table: RoutingTable, keys: tuple[str, ...], fits: bool) -> None:
    last = begin(table, Press("2"), Press(*keys)).steps[-1]
    assert isinstance(last, Lookup if fits else Collect)


def test_a_secret_is_told_to_the_source_alone(table: RoutingTable) -> None:
    decision = begin(table, Press("2"), Press("1234", "pound"))
    last = decision.steps[-1]
    assert isinstance(last, Lookup)
    assert last.takes == {"caller": "+13105550199", "pin": "1234"}
    assert "1234" not in repr(decision.steps)


def test_look_up_and_call(table: RoutingTable) -> None:
    code = (Press("2"), Press("1234", "pound"))
    found = begin(table, *code, Found("found", {"tier": "gold", "points": 6}))
    assert heard(found) == ["You have 6 points."]
    assert found.attributes["tier"] == "silver"
    line = begin(table, *code, Found("found", {"tier": "gold", "points": 6}), QUIET).steps[-1]
    assert isinstance(line, Queued)
    assert line.priority == "high"
    shared = begin(table, *code, Found("found", {"tier": "gold", "points": 5}), Share(2))
    assert ends(shared) == "voicemail box"


def test_at_most_counts_per_contact(table: RoutingTable) -> None:
    once = (Press("1234", "pound"), Found("missing"))
    assert begin(table, Press("2"), *once).end is None
    assert ends(begin(table, Press("2"), *once, *once)) == "voicemail box"


def test_failed_is_one_more_outcome(table: RoutingTable) -> None:
    decision = begin(table, Press("2"), Press("1234", "pound"), Failed())
    assert decision.steps[-1].place.name == "desk"


def test_closed_before_figures(table: RoutingTable) -> None:
    evening = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
    assert ends(begin(table, Press("1"), at=evening)) == "voicemail box"
    holiday = datetime(2026, 7, 3, 15, 0, tzinfo=UTC)
    assert ends(begin(table, Press("1"), at=holiday)) == "hang-up"
    short = datetime(2026, 12, 24, 16, 59, 59, tzinfo=UTC)
    assert ends(begin(table, Press("1"), at=short)) == ""
    over = datetime(2026, 12, 24, 17, 0, tzinfo=UTC)
    assert heard(begin(table, Press("1"), at=over)) == ["Hello."]


def test_full_comes_before_the_notice(table: RoutingTable) -> None:
    full = Figures(QueueFigures(waiting=5))
    assert heard(begin(table, Press("1"), full)) == ["Bye."]
    decision = begin(table, Press("1"), QUIET)
    assert heard(decision) == ["We record."]


def test_the_notice_is_heard_once(table: RoutingTable) -> None:
    decision = begin(table, Press("1"), QUIET, Press("2"), Transferred("busy"))
    assert heard(decision) == []
    assert isinstance(decision.steps[-1], Queued)


def test_limits_of_wait(table: RoutingTable) -> None:
    line = begin(table, Press("1"), QUIET).steps[-1]
    assert isinstance(line, Queued)
    assert (line.waited, line.check_at) == (0, 20)
    assert begin(table, Press("1"), QUIET, Waited(60)).steps[-1].place.name == "desk"
    moved = begin(table, Press("1"), QUIET, Waited(61))
    assert moved.steps[-1].place.name == "night"
    many = QueueFigures(agents=3, available=0)
    staying = begin(table, Press("1"), Figures(many), Waited(179))
    assert staying.steps[-1].place.name == "desk"
    assert (
        ends(begin(table, Press("1"), Figures(many), Waited(179), Waited(180))) == "voicemail box"
    )


def test_check_at_is_the_next_limit_or_recheck(table: RoutingTable) -> None:
    many = Figures(QueueFigures(agents=3, available=0))
    line = begin(table, Press("1"), many, Waited(60)).steps[-1]
    assert isinstance(line, Queued)
    assert line.check_at == 61
    later = begin(table, Press("1"), many, Waited(61)).steps[-1]
    assert isinstance(later, Queued)
    assert later.check_at == 80


def test_at_close_is_taken_once_then_the_rules_of_that_test(table: RoutingTable) -> None:
    closing = begin(table, Press("1"), QUIET, Waited(20, closed=True))
    assert heard(closing) == ["Bye."]
    assert isinstance(closing.steps[-1], Queued)
    again = begin(table, Press("1"), QUIET, Waited(20, closed=True), Waited(40, closed=True))
    assert heard(again) == []
    late = begin(table, Press("1"), QUIET, Waited(61, closed=True))
    assert heard(late) == ["Bye."]
    assert late.steps[-1].place.name == "night"


def test_a_key_in_the_queue(table: RoutingTable) -> None:
    called = begin(table, Press("1"), QUIET, Press("1"))
    assert ends(called) == "callback desk"
    assert called.end is not None
    assert called.end.number == "+13105550199"
    nobody = begin(table, Press("1"), QUIET, Press("1"), caller=None)
    assert isinstance(nobody.steps[-1], Queued)
    assert isinstance(begin(table, Press("1"), QUIET, Press("5")).steps[-1], Queued)


def test_transfers(table: RoutingTable) -> None:
    way = (Press("1"), QUIET, Press("2"))
    assert ends(begin(table, *way, Transferred("answered"))) == "transfer +12125550199"
    assert ends(begin(table, *way, Transferred("no-answer"))) == "voicemail box"
    assert ends(begin(table, *way, Failed())) == "voicemail box"


def test_an_agent_answers(table: RoutingTable) -> None:
    decision = begin(table, Press("1"), QUIET, Answered())
    assert heard(decision) == ["Ready."]
    assert ends(decision) == "queue desk"


def test_text_channels(table: RoutingTable) -> None:
    assert begin(table, Reply("desk"), channel="chat").steps[-1].place.name == "desk"
    assert begin(table, Reply(" 1 "), channel="chat").steps[-1].place.name == "desk"
    looked = begin(table, Reply("2"), Reply("1234"), channel="chat")
    assert isinstance(looked.steps[-1], Lookup)
    line = begin(table, Reply("1"), QUIET, channel="chat").steps[-1]
    assert isinstance(line, Queued)
    assert (line.keys, line.whisper, line.announcements) == ((), None, ())
    assert heard(begin(table, Reply("1"), QUIET, channel="chat")) == []


def test_the_caller_leaves(table: RoutingTable) -> None:
    for events in ((), (Press("1"),), (Press("1"), QUIET), (Press("2"),)):
        assert ends(begin(table, *events, HungUp())) == "abandoned"


def test_failure_goes_where_the_center_says(table: RoutingTable) -> None:
    assert ends(begin(table, Failed())) == "voicemail box"
    assert ends(begin(table, Press("1"), QUIET, Failed())) == "voicemail box"


@pytest.mark.parametrize(
    ("at", "number"),
    [
        (datetime(2026, 3, 8, 10, 59, 59, tzinfo=UTC), 3),
        (datetime(2026, 3, 8, 9, 59, 59, tzinfo=UTC), 2),
        (datetime(2026, 3, 8, 10, 0, tzinfo=UTC), 3),
        (datetime(2026, 11, 1, 10, 59, 59, tzinfo=UTC), 2),
        (datetime(2026, 11, 1, 11, 0, tzinfo=UTC), 3),
        (datetime(2026, 11, 24, 2, 59, 59, tzinfo=UTC), 3),
        (datetime(2026, 11, 24, 3, 0, tzinfo=UTC), 2),
        (datetime(2026, 1, 1, 5, 0, tzinfo=UTC), 2),
        (datetime(2027, 1, 1, 4, 59, 59, tzinfo=UTC), 2),
    ],
)
def test_hours_over_midnight_and_clock_changes(
    table: RoutingTable, at: datetime, number: int
) -> None:
    assert begin(table, at=at).rule.number == number


def test_recording_stops_in_a_paused_step() -> None:
    text = CENTER.replace("start { play hello", "start { play notice record on play hello")
    recorded = begin(table_from(text))
    assert [step.on for step in recorded.steps if isinstance(step, Record)] == [True]
    menu = recorded.steps[-1]
    assert isinstance(menu, Menu)
    assert not menu.recorded
