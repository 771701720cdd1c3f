"""Who the contacts of a finding are: all of them, and one that is there in service if any is."""

import pytest

from ccdsl.rules.contacts import contacts_of
from tests.runtime.tables import compile_files

BASE = """
center c {
  timezone Europe/Berlin languages de-DE, en-GB
  calendar 2026-01-01 to 2026-12-31 on-failure -> hang-up
}
flag storm { title "Storm" }
prompt hello { de-DE "Hallo." en-GB "Hello." }
prompt only_english { en-GB "Hello." }
voicemail box { channels voice greeting hello }
entry line { voice +4930111111, +4930111112 routing all }
"""


def helped(code: str, text: str) -> str:
    """Return what the one finding of a code offers as help."""
    made = compile_files({"center.ccdsl": (BASE + text).encode()})
    (found,) = (one for one in made.diagnostics if one.code == code)
    assert found.help is not None
    return found.help


def test_contacts_who_come_in_two_languages_are_all_named() -> None:
    told = helped(
        "CC407",
        """
        routing all version 1 in-service {
          when dialed is +4930111112 { set language en-GB -> queue desk }
          otherwise { play hello -> queue desk }
        }
        queue desk { title "Desk" channels voice }
        """,
    )
    assert "\ncontacts: everybody\n" in told


def test_contacts_of_every_place_are_named() -> None:
    told = helped(
        "CC211",
        """
        routing all version 1 in-service {
          when flag storm is on { play only_english -> voicemail box }
          when dialed is +4930111112 { play only_english -> voicemail box }
          otherwise { play hello -> voicemail box }
        }
        """,
    )
    assert "\ncontacts: calling +4930111112\nor: calling +4930111111, flag storm on\n" in told


WAITS = """
routing all version 1 in-service { otherwise -> script s }
script s version 1 in-service {
  start { -> top }
  menu top {
    say hello
    key 1 "Wait" -> queue desk
    no-input -> voicemail box
    invalid  -> voicemail box
  }
}
script s version 2 draft { start { play hello -> queue desk } }
queue desk { title "Desk" channels voice }
"""


def test_who_is_shown_is_there_in_service() -> None:
    assert helped("CC407", WAITS).endswith("10:00, press 1, given queue desk has available 0")


def test_who_comes_only_with_the_drafts_is_said_to() -> None:
    text = WAITS.replace('key 1 "Wait" -> queue desk', 'key 1 "Wait" -> voicemail box')
    told = helped("CC407", text)
    assert told.endswith("10:00, given queue desk has available 0 (with the drafts in service)")


@pytest.mark.parametrize("count", [1, 2])
def test_visits_of_one_part_are_put_into_words_together(count: int) -> None:
    made = compile_files({"center.ccdsl": (BASE + WAITS).encode()})
    (visit,) = made.facts.reach["in-service"].arrivals["desk"]
    assert contacts_of([visit] * count).words() == ("everybody",)
