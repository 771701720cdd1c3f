"""Loops, rings and unset attributes: what is found, and the way that is shown for it."""

from ccdsl.compiler import Compiled
from tests.rules.projects import compiled


def _read(text: str) -> Compiled:
    return compiled(text, around=("base.ccdsl",), beside={})


def test_a_loop_names_its_steps_in_order_and_says_whether_it_asks() -> None:
    result = _read(
        """
        routing inbound version 1 in-service {
          otherwise -> script round
        }
        script round version 1 in-service {
          start { -> first }
          step first {
            play hello
            -> second
          }
          menu second {
            say hello
            key 1 "Help" -> queue help
            no-input -> first
            invalid  -> queue help
          }
        }
        """
    )
    (loop,) = result.facts.loops["in-service"]
    assert [hop.step for hop in loop.hops] == ["first", "second"]
    assert loop.asks


def test_a_jump_that_is_used_up_is_not_the_loop() -> None:
    result = _read(
        """
        routing inbound version 1 in-service {
          otherwise -> script round
        }
        script round version 1 in-service {
          start { -> first }
          step first { -> first at-most 3 else -> second }
          step second { -> first }
        }
        """
    )
    (loop,) = result.facts.loops["in-service"]
    assert [hop.step for hop in loop.hops] == ["first", "second"]
    assert not loop.asks


def test_a_ring_begins_with_the_queue_declared_first_and_says_by_which_line() -> None:
    result = _read(
        """
        routing inbound version 1 in-service {
          otherwise -> queue late
        }
        queue early {
          channels     voice, chat
          after-hours  closed
          at-close     -> queue late
          wait forever
        }
        queue late { channels voice, chat  overflow relief }
        overflow relief version 1 in-service {
          when wait > 2m -> queue early
        }
        """
    )
    (ring,) = result.facts.rings["in-service"]
    assert [(hop.queue, hop.line) for hop in ring.hops] == [
        ("early", "at-close"),
        ("late", "overflow"),
    ]


def test_two_rings_through_one_queue_are_two() -> None:
    result = _read(
        """
        routing inbound version 1 in-service {
          otherwise -> queue middle
        }
        queue middle { channels voice, chat  overflow out }
        queue left { channels voice, chat  overflow back }
        queue right { channels voice, chat  overflow back }
        overflow out version 1 in-service {
          when wait > 2m and channel is chat -> queue left
          when wait > 2m                     -> queue right
        }
        overflow back version 1 in-service {
          when wait > 2m -> queue middle
        }
        """
    )
    rings = {tuple(hop.queue for hop in one.hops) for one in result.facts.rings["in-service"]}
    assert rings == {("middle", "left"), ("middle", "right")}


_BALANCE = """
prompt told { en-US "It is {balance}." es-US "Es {balance}." }
routing inbound version 1 in-service {
  when channel is chat -> queue help
  otherwise            -> script ask
}
script ask version 1 in-service {
  start { -> customer }
  lookup customer {
    from crm
    found   -> tell
    missing -> unknown
    failed  -> queue help
  }
  step unknown { -> script say }
  step tell { -> script say }
}
script say version 1 in-service {
  start {
    play told
    -> queue help
  }
}
"""


def test_the_way_to_an_unset_attribute_is_one_on_which_it_is_not_set() -> None:
    (unset,) = _read(_BALANCE).facts.unset["in-service"]
    assert (unset.attribute, unset.prompt, unset.entry) == ("balance", "told", "front")
    assert unset.way == (("routing", "inbound"), ("script", "ask"), ("script", "say"))


def test_an_attribute_that_is_set_on_every_way_is_not_found() -> None:
    text = _BALANCE.replace("missing -> unknown", "missing -> queue help")
    assert _read(text).facts.unset["in-service"] == ()


def test_a_draft_has_answers_of_its_own() -> None:
    result = _read(
        """
        routing inbound version 1 in-service {
          otherwise -> queue help
        }
        routing inbound version 2 draft {
          otherwise -> script round
        }
        script round version 1 draft {
          start { -> start }
        }
        """
    )
    assert result.facts.loops["in-service"] == ()
    assert len(result.facts.loops["draft"]) == 1
