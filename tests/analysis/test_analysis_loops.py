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


def test_a_loop_is_one_that_a_contact_really_goes_round() -> None:
    result = _read(
        """
        routing inbound version 1 in-service {
          otherwise -> script round
        }
        script round version 1 in-service {
          start {
            set tier gold
            -> turn
          }
          step turn {
            when tier is gold -> even
            -> odd
          }
          step even {
            set tier silver
            -> turn
          }
          step odd {
            set tier gold
            -> turn
          }
        }
        """
    )
    (loop,) = result.facts.loops["in-service"]
    assert [hop.step for hop in loop.hops] == ["turn", "even", "turn", "odd"]
    assert loop.gates == ()


_GATED = """
entry front { voice +18005550100 set tier gold routing inbound }
entry website { voice +18005550177 routing inbound }
routing inbound version 1 in-service {
  otherwise -> script round
}
script round version 1 in-service {
  start { -> again }
  step again {
    when tier is gold -> queue help
    -> again
  }
}
"""


def test_a_loop_holds_those_whom_no_condition_lets_out() -> None:
    result = _read(_GATED)
    (loop,) = result.facts.loops["in-service"]
    assert [hop.step for hop in loop.hops] == ["again"]
    (gate,) = loop.gates
    assert result.program.sources[gate.path].text[gate.start : gate.end] == "tier is gold"


def test_where_everybody_is_let_out_there_is_no_loop() -> None:
    text = _GATED.replace("+18005550177", "+18005550177 set tier gold")
    assert _read(text).facts.loops["in-service"] == ()


def test_a_loop_that_the_world_or_a_budget_may_end_is_none() -> None:
    result = _read(
        """
        routing inbound version 1 in-service {
          when channel is chat -> script asked
          otherwise            -> script counted
        }
        script asked version 1 in-service {
          start { -> customer }
          lookup customer {
            from crm
            found   -> customer
            missing -> customer
            failed  -> voicemail box
          }
        }
        script counted version 1 in-service {
          start { -> one }
          step one { -> two at-most 3 else -> queue help }
          step two { -> one }
        }
        """
    )
    assert result.facts.loops["in-service"] == ()


def test_who_fails_may_be_anybody() -> None:
    result = _read(
        """
        prompt told { en-US "It is {balance}." es-US "Es {balance}." }
        center base {
          timezone    America/New_York
          languages   en-US, es-US
          calendar    2026-01-01 to 2027-12-31
          on-failure {
            when tier is gold -> script round
            play told
            -> voicemail box
          }
        }
        script round version 1 in-service {
          start { -> start }
        }
        """
    )
    (loop,) = result.facts.loops["in-service"]
    assert [hop.step for hop in loop.hops] == ["start"]
    (unset,) = result.facts.unset["in-service"]
    assert (unset.entry, unset.way[-1]) == ("website", ("center", "base"))


def test_a_loop_that_silence_comes_to_by_a_budget_is_found() -> None:
    result = _read(
        """
        attribute known yes-no
        prompt choices { en-US "Press 1." es-US "Oprima 1." }
        routing inbound version 1 in-service { otherwise -> script s }
        script s version 1 in-service {
          start { -> again }
          step again { when known is yes -> asks set known yes -> again }
          menu asks {
            say choices
            key 1 "Out" -> hang-up
            no-input -> again at-most 3 else -> asks
            invalid  -> hang-up
          }
        }
        """
    )
    (loop,) = result.facts.loops["in-service"]
    assert [hop.step for hop in loop.hops] == ["asks"]
    assert loop.contacts is not None
    # Three times by the jump that is used up, and once round.
    assert loop.contacts.example().endswith("10:00, silence, silence, silence, silence")
