"""The interpreter, clause by clause: a scenario for each thing that can happen."""

import pytest

from ccdsl.scenarios.running import run_tests
from ccdsl.simulate.center import Center
from ccdsl.simulate.judge import Outcome
from tests.simulate.centers import compiled

CENTER = """
attribute tier one-of gold, silver
attribute size number
attribute code digits 4 to 4 secret
attribute mobile phone
attribute friend person
attribute note text
attribute keyed digits 1 to 1
attribute sure yes-no
data-source crm { takes caller gives tier, size, note outcomes found, missing }
callers known { +12025550100 +1303* file "known.csv" }
flag flood { may boss }
holidays feast { 2026-12-25 }
hours office { mon-fri 08:00-18:00 except feast }
voicemail box { channels voice, chat greeting bye notify "a@b.example" }
entry second { voice +18005550101 language es-US set tier silver routing main }
entry web { chat "c.example" routing texts }
entry post { email "c@c.example" routing letters }
entry text { sms +18005550102 routing texts }
roster "people.yaml"
role boss may answer, flip-flags handles 1 voice
skill talk
team all { lead ana queues desk, back, slow }

routing letters version 1 in-service { otherwise -> hang-up }
routing texts version 1 in-service {
  when channel is sms and dialed is +18005550102 -> hang-up
  otherwise -> script typed
}
routing main version 1 in-service {
  when flag flood is on -> voicemail box
  when caller in +1505*, +15065550100 -> queue back
  when caller is withheld and hours office is holiday -> hang-up
  when caller in known and not (language is es-US) -> queue back
  when entry is second and tier is silver -> script tour
  when hours office is closed -> after-hours shut
  otherwise -> script top
}
queue desk {
  channels voice, chat requires talk max-waiting 3 recheck 30s
  key 1 "Call me" -> callback desk else -> stay
  key 2 "Box" -> voicemail box
  greet hello overflow spill after-hours shut at-close -> stay
}
queue back { channels voice requires talk wait forever }
queue slow {
  channels voice requires talk overflow late after-hours shut
  at-close { play bye -> voicemail box }
}
overflow spill version 1 in-service {
  when full -> voicemail box
  when agents = 0 or available < 1 and waiting >= 2 -> queue back
  when expected-wait > 10m -> hang-up
  when wait > 5m -> queue back
}
overflow late version 1 in-service { when wait >= 20m -> script top }
after-hours shut version 1 in-service {
  hours office
  when hours office is holiday { play bye -> hang-up }
  otherwise -> voicemail box
}
recording talks { queues desk notice again }
script top version 1 in-service {
  start { play hello -> menu_one }
  menu menu_one {
    say hello again again sorry sorry repeat 1
    key 1 "Desk" -> queue desk
    key 2 "Back" -> queue back priority high
    key 3 "Find" -> find
    key 4 "Dial" -> number
    key 5 "Friend" -> extension
    key 6 "Split" -> split
    key 7 "Again" -> menu_one at-most 1 else -> hang-up
    key 8 "Slow" -> queue slow
    keys 9 to 9 store keyed -> nine
    key star "Secret" -> secret
    no-input -> hang-up
    invalid { play bye -> hang-up }
  }
  step nine { when keyed is 9 -> queue back -> hang-up }
  lookup find {
    from crm
    found { when size >= 10 and tier is gold -> queue back
            when size < 3 -> hang-up
            when size <= 4 -> voicemail box
            when size = 5 {
              set size 7 wait 2s record on record off set language es-US -> queue desk
            }
            when size > 8 -> hang-up -> queue desk }
    missing -> hang-up
    failed -> queue desk
  }
  collect number {
    say hello digits 5 to 15 until pound store mobile
    filled { when mobile is +1* -> callback desk to mobile else -> hang-up
             -> transfer mobile busy -> hang-up else -> queue back }
    no-input -> callback desk to mobile else -> hang-up
    invalid -> transfer mobile else -> queue back
  }
  collect extension {
    say hello digits 2 to 3 until star repeat 1 store friend
    filled -> transfer friend no-answer -> queue back else -> voicemail box
    no-input -> transfer person ana else -> hang-up
    invalid -> transfer +18005550199 else -> hang-up
  }
  collect secret {
    say hello digits 4 to 4 store code
    filled { call script inner when sure is yes -> queue back -> hang-up }
    no-input -> hang-up
    invalid -> hang-up
  }
  step split { allocate { 50% -> queue back 50% { play bye -> hang-up } } }
}
script inner version 1 in-service { start { set sure yes -> return } }
script tour version 1 in-service { start { play hello -> script top } }
script typed version 1 in-service {
  start { play hello -> ask }
  menu ask { say again key 1 "Desk" -> queue desk no-input -> hang-up invalid -> number }
  collect number { say hello digits 3 to 3 store keyed filled -> queue desk
    no-input -> hang-up invalid -> hang-up }
}
"""
PEOPLE = """
people:
  - {id: ana, name: Ana, role: boss, extension: "77", skills: {talk: true}}
"""
CALL = "dial +18005550100 from +13105550199 at 2026-11-23 09:30"
FOUND = 'given lookup crm found tier gold, note "x", size'


def outcomes(text: str) -> dict[str, Outcome]:
    program = compiled(
        CENTER + text, people_yaml=PEOPLE, known_csv="number\n+12025550111\n+1404*\n"
    )
    center = Center(program=program.program, view=program.program.in_service)
    assert program.program.is_whole, program.diagnostics
    return {one.scenario.name.text: one for one in run_tests(center.program, center.view).outcomes}


PASSING = {
    "a rule by its flag": f"{CALL} given flag flood is on hears bye expect voicemail box",
    "a flag that is off": f"{CALL} given flag flood is off press 2 expect queue back",
    "a holiday": "dial +18005550100 from withheld at 2026-12-25 09:30 expect hang-up",
    "a known number": "dial +18005550100 from +12025550100 at 2026-11-23 09:30 expect queue back",
    "a known prefix": "dial +18005550100 from +13035550100 at 2026-11-23 09:30 expect queue back",
    "a number of the file": "dial +18005550100 from +12025550111 at 2026-11-23 09:30 expect queue",
    "a prefix of the file": "dial +18005550100 from +14045550111 at 2026-11-23 09:30 expect queue",
    "known, in Spanish": "dial +18005550101 from +12025550100 at 2026-11-23 09:30 "
    "silence silence hears hello, hello, hello, again expect hang-up",
    "a language given": "dial +18005550100 from +12025550100 at 2026-11-23 09:30 "
    "language es-US press 2 expect queue back",
    "set by its entry": "dial +18005550101 from +13105550199 at 2026-11-23 09:30 press 2 "
    "passes script tour does not pass queue desk expect queue back",
    "with a value": "dial +18005550101 from +13105550199 at 2026-11-23 09:30 "
    "with tier gold, size 3 press 2 does not pass script tour expect queue back",
    "after hours": "dial +18005550100 from +13105550199 at 2026-11-23 19:00 hears bye "
    "passes after-hours shut expect voicemail box",
    "silence twice": f"{CALL} silence silence hears hello, hello, again expect hang-up",
    "wrong twice": f"{CALL} press 0 press 1 1 hears hello, hello, sorry, again, bye expect hang-up",
    "wrong, then silent": f"{CALL} press 0 silence hears hello, hello, sorry, again expect hang-up",
    "leaving a menu": f"{CALL} leaves expect abandoned",
    "a range of keys": f"{CALL} press 9 expect queue back",
    "at most once": f"{CALL} press 7 press 7 expect hang-up",
    "gold and large": f"{CALL} press 3 {FOUND} 10 expect queue back",
    "too small": f"{CALL} press 3 {FOUND} 2 expect hang-up",
    "four": f"{CALL} press 3 {FOUND} 4 expect voicemail box",
    "five": f"{CALL} press 3 {FOUND} 5 hears among others again, hello expect queue desk",
    "nine": f"{CALL} press 3 {FOUND} 9 expect hang-up",
    "seven": f"{CALL} press 3 {FOUND} 7 expect queue desk",
    "missing": f"{CALL} press 3 given lookup crm missing expect hang-up",
    "failed": f"{CALL} press 3 given lookup crm failed expect queue desk",
    "a number typed": f"{CALL} press 4 press 13105550150 pound expect callback desk",
    "a number elsewhere": f"{CALL} press 4 press 447700900123 pound given transfer busy "
    "expect hang-up",
    "a number reached": f"{CALL} press 4 press 447700900123 pound given transfer answered "
    "expect transfer +447700900123",
    "a number that fails": f"{CALL} press 4 press 447700900123 pound given transfer failed "
    "expect queue back",
    "no number typed": f"{CALL} press 4 silence expect hang-up",
    "a number too short": f"{CALL} press 4 press 1234 pound expect queue back",
    "not ended": f"{CALL} press 4 press 13105550150 expect queue back",
    "a key too many": f"{CALL} press 4 press 1234567890123456 pound expect queue back",
    "a star in a number": f"{CALL} press 4 press 1310 star 5550 pound expect queue back",
    "a friend": f"{CALL} press 5 press 77 star given transfer answered expect transfer ana",
    "a friend by the attribute": f"{CALL} press 5 press 77 star given transfer answered "
    "expect transfer friend",
    "a friend who is out": f"{CALL} press 5 press 77 star given transfer no-answer "
    "expect queue back",
    "a busy friend": f"{CALL} press 5 press 77 star given transfer busy expect voicemail box",
    "nobody's extension": f"{CALL} press 5 press 78 star press 7 star given transfer answered "
    "expect transfer +18005550199",
    "no extension": f"{CALL} press 5 silence silence given transfer answered expect transfer ana",
    "a prefix in a rule": "dial +18005550100 from +15055550100 at 2026-11-23 09:30 expect queue",
    "a number in a rule": "dial +18005550100 from +15065550100 at 2026-11-23 09:30 expect queue",
    "leaving a collect": f"{CALL} press 5 leaves expect abandoned",
    "share one": f"{CALL} press 6 given share 1 expect queue back",
    "share two": f"{CALL} press 6 given share 2 hears hello, hello, bye expect hang-up",
    "a secret and a call": f"{CALL} press star press 1234 pound passes script inner "
    "expect queue back",
    "answered at once": f"{CALL} press 1 hears hello, hello, again, hello expect queue desk",
    "full": f"{CALL} press 1 given queue desk has waiting 3 expect voicemail box",
    "nobody staffed": f"{CALL} press 1 given queue desk has agents 0 passes queue desk, queue back "
    "expect queue back",
    "none free": f"{CALL} press 1 given queue desk has waiting 2, available 0 expect queue back",
    "a long guess": f"{CALL} press 1 given queue desk has expected-wait 11m expect hang-up",
    "a short guess": f"{CALL} press 1 given queue desk has expected-wait 10m expect queue desk",
    "answered after a while": f"{CALL} press 1 given queue desk has wait 5m expect queue desk",
    "too long": f"{CALL} press 1 given queue desk has wait 5m1s expect queue back",
    "called back": f"{CALL} press 1 given queue desk has available 0 waits 1m press 1 "
    "expect callback desk",
    "no number to call": "dial +18005550100 from withheld at 2026-11-23 09:30 press 1 "
    "given queue desk has available 0 press 1 press 2 expect voicemail box",
    "leaving a queue": f"{CALL} press 1 given queue desk has wait 9m waits 2m leaves "
    "expect abandoned",
    "answered while waiting": f"{CALL} press 1 given queue desk has wait 2m waits 2m "
    "expect queue desk",
    "waiting for ever": f"{CALL} press 2 given queue back has available 0 expect waiting back",
    "closing, and staying": f"{CALL} press 1 given queue desk has available 0, waiting 1 "
    "given queue desk closes at 1m waits 4m press 1 expect callback desk",
    "closing at the test of a rule": f"{CALL} press 1 given queue desk has available 0, waiting 1 "
    "given queue desk closes at 5m1s waits 5m1s expect queue back",
    "closing on a caller": f"{CALL} press 8 given queue slow has available 0 "
    "given queue slow closes at 1m hears among others bye, bye expect voicemail box",
    "waiting, then a script": f"{CALL} press 8 given queue slow has wait 30m waits 20m press 2 "
    "expect queue back",
    "a closed queue": 'chat "c.example" at 2026-11-23 19:00 press 1 expect voicemail box',
    "a chat": 'chat "c.example" at 2026-11-23 09:30 press 1 hears hello, again expect queue desk',
    "digits in a chat": 'chat "c.example" at 2026-11-23 09:30 press 0 press 123 expect queue desk',
    "a text": "sms +18005550102 from +13105550199 at 2026-11-23 09:30 hears among others "
    "expect hang-up",
    "a letter": 'email "c@c.example" at 2026-11-23 09:30 expect hang-up',
}
PASSING["a text"] = "sms +18005550102 from +13105550199 at 2026-11-23 09:30 expect hang-up"


@pytest.fixture(scope="module")
def passed() -> dict[str, Outcome]:
    return outcomes(
        "".join(f'scenario "{title}" {{ {body} }}\n' for title, body in PASSING.items())
    )


@pytest.mark.parametrize("title", PASSING)
def test_passes(title: str, passed: dict[str, Outcome]) -> None:
    outcome = passed[title]
    assert not outcome.failures, (outcome.failures, [step[:3] for step in outcome.steps])


def test_a_secret_is_masked_in_every_step(passed: dict[str, Outcome]) -> None:
    steps = passed["a secret and a call"].steps
    assert not any("1234" in step.name or "1234" in step.detail for step in steps)
    assert ("set", "code", "••••") in [step[:3] for step in steps]


def test_virtual_time_passes_in_waits(passed: dict[str, Outcome]) -> None:
    assert passed["five"].steps[-1].at == 2_000
    assert passed["too long"].steps[-1].at == 301_000


FAILING = {
    "another end": (
        f"{CALL} press 2 expect queue desk",
        "it ends at queue back, not at queue desk",
    ),
    "another kind": (f"{CALL} press 2 expect hang-up", "it ends at queue back, not at hang-up"),
    "another number": (
        (
            f"{CALL} press 5 press 78 star press 7 star given transfer answered "
            "expect transfer +18005550198"
        ),
        "it ends at transfer +18005550199, not at transfer +18005550198",
    ),
    "another attribute": (
        f"{CALL} press 5 press 77 star given transfer answered expect transfer mobile",
        "it ends at transfer ana, not at transfer mobile",
    ),
    "other prompts": (
        f"{CALL} press 2 hears hello, bye expect queue",
        "the caller hears hello, hello",
    ),
    "not among others": (
        f"{CALL} press 2 hears among others hello, bye expect queue",
        "the caller hears hello, hello",
    ),
    "heard": (f"{CALL} press 2 does not hear hello expect queue", "the caller does hear `hello`"),
    "not passed": (
        f"{CALL} press 2 passes script top step nine expect queue",
        "the contact does not go through script top step nine",
    ),
    "passed": (
        f"{CALL} press 2 does not pass queue back expect queue",
        "the contact goes through queue back",
    ),
    "nothing pressed": (
        f"{CALL} expect queue",
        "`menu_one` waits for the caller, and nothing is given",
    ),
    "a key too many": (f"{CALL} press 2 press 3 expect queue", "the contact has ended before this"),
    "a key of no queue": (
        f"{CALL} press 1 given queue desk has wait 1m press 9 expect queue",
        "queue `desk` waits for no key `9`",
    ),
    "silence in a queue": (
        f"{CALL} press 1 given queue desk has wait 1m silence expect queue",
        "queue `desk` does not listen for silence",
    ),
    "a wait at a menu": (
        f"{CALL} waits 1m expect queue",
        "`menu_one` listens here, and does not let anyone wait",
    ),
    "a wait after the end": (
        f"{CALL} press 1 given queue desk has wait 1m waits 2m expect queue",
        "the contact has left the queue before this is over",
    ),
    "a wait after the queue": (
        f"{CALL} press 8 given queue slow has available 0 waits 21m press 2 expect queue",
        "the contact has left the queue before this is over",
    ),
    "no result": (f"{CALL} press 3 expect queue", "the look-up at `crm` has no result given"),
    "no such outcome": (
        f"{CALL} press 3 given lookup crm gone expect queue",
        "`crm` has no outcome `gone`",
    ),
    "a value missing": (
        f"{CALL} press 3 given lookup crm found tier gold, size 3 expect queue",
        "nothing is given for `note`, which `crm` gives",
    ),
    "a value too many": (
        f"{CALL} press 3 given lookup crm missing tier gold expect hang-up",
        "`tier` is not given by this outcome",
    ),
    "no share": (f"{CALL} press 6 expect queue", "no share is given, and this `allocate` has 2"),
    "a share too high": (
        f"{CALL} press 6 given share 3 expect queue",
        "there is no share 3: this `allocate` has 2",
    ),
    "no transfer": (
        f"{CALL} press 5 press 77 star expect transfer",
        "nothing is given about how this transfer comes out",
    ),
    "a look-up never met": (
        f"{CALL} press 2 given lookup crm failed expect queue",
        "`crm` is never looked up",
    ),
    "a share never met": (f"{CALL} press 2 given share 1 expect queue", "no `allocate` is met"),
    "a transfer never met": (
        f"{CALL} press 2 given transfer busy expect queue",
        "no transfer is met",
    ),
    "a queue never met": (
        f"{CALL} press 2 given queue desk has agents 2 expect queue",
        "queue `desk` is never met",
    ),
    "a flag both ways": (
        f"{CALL} press 2 given flag flood is on given flag flood is off expect queue",
        "flag `flood` is given both on and off",
    ),
    "a figure twice": (
        f"{CALL} press 1 given queue desk has agents 2 given queue desk has agents 3 expect queue",
        "queue `desk` is given two values of `agents`",
    ),
    "more free than staffed": (
        f"{CALL} press 1 given queue desk has agents 2, available 3 expect queue",
        "queue `desk` contradicts itself: 3 are available, and 2 staffed",
    ),
    "a queue that never closes": (
        f"{CALL} press 2 given queue back closes at 1m expect queue",
        "queue `back` never closes: it has no `after-hours`",
    ),
    "an unknown number": (
        "dial +18005550109 from withheld at 2026-11-23 09:30 expect queue",
        "no entry takes voice at `+18005550109`",
    ),
    "a time that is skipped": (
        "dial +18005550100 from withheld at 2026-03-08 02:30 expect queue",
        "the clock of America/New_York never reads 2026-03-08 02:30: it is put forward then",
    ),
    "a time that comes twice": (
        "dial +18005550100 from withheld at 2026-11-01 01:30 expect queue",
        "the clock of America/New_York reads 2026-11-01 01:30 twice, at 05:30 UTC and 06:30 UTC",
    ),
}


@pytest.fixture(scope="module")
def failed() -> dict[str, Outcome]:
    return outcomes(
        "".join(f'scenario "{title}" {{ {body} }}\n' for title, (body, _) in FAILING.items())
    )


@pytest.mark.parametrize("title", FAILING)
def test_fails_with_a_clear_message_at_its_place(title: str, failed: dict[str, Outcome]) -> None:
    outcome = failed[title]
    assert [failure.message for failure in outcome.failures] == [FAILING[title][1]]
    assert outcome.failures[0].span.path == "main.ccdsl"


def test_a_contact_that_goes_round_for_ever_is_stopped() -> None:
    text = """
    routing main version 1 in-service { otherwise -> script round }
    script round version 1 in-service { start { -> start } }
    scenario "Round" { dial +18005550100 from withheld at 2026-11-23 09:30 expect hang-up }
    """
    program = compiled(text).program
    (outcome,) = run_tests(program, program.in_service).outcomes
    assert outcome.failures[0].message == "the contact goes round and round here"
