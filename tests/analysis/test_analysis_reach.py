"""What contacts come to, and what is known of them there."""

from ccdsl.analysis.axes import Axis
from ccdsl.analysis.values import UNSET
from ccdsl.compiler import Compiled
from ccdsl.model.facts import Visit
from tests.rules.projects import compiled


def _read(text: str) -> Compiled:
    return compiled(text, around=("base.ccdsl",), beside={})


def _visits(result: Compiled, kind: str, name: str, node: str) -> tuple[Visit, ...]:
    return result.facts.reach["in-service"].visits.get((kind, name), {}).get(node, ())


_BY_CHANNEL = """
routing inbound version 1 in-service {
  when channel is chat -> queue help
  otherwise            -> script greet
}
"""


def test_a_channel_that_is_decided_comes_to_one_branch_only() -> None:
    result = _read(_BY_CHANNEL)
    assert {one.channel for one in _visits(result, "script", "greet", "start")} == {"voice"}
    arrivals = result.facts.reach["in-service"].arrivals["help"]
    assert {one.channel for one in arrivals} == {"voice", "chat"}


def test_the_way_to_a_visit_begins_at_its_entry() -> None:
    result = _read(_BY_CHANNEL)
    (visit,) = _visits(result, "script", "greet", "start.2")
    assert visit.entry == "front"
    assert [one.flow for one in visit.way()] == [
        ("routing", "inbound"),
        ("script", "greet"),
        ("script", "greet"),
    ]


_SET_ON_SOME_WAYS = """
prompt told { en-US "{tier} {balance}" es-US "{tier} {balance}" }
routing inbound version 1 in-service {
  when channel is chat -> queue help
  otherwise            -> script ask
}
script ask version 1 in-service {
  start { -> customer }
  lookup customer {
    from crm
    found   -> known
    missing -> both
    failed  -> queue help
  }
  step known { -> both }
  step both {
    play told
    -> queue help
  }
}
"""


def _standings(result: Compiled, node: str, attribute: str) -> set[bool]:
    """Whether an attribute is set at a step: on some ways, on the others."""
    (walk,) = result.examined.centers["in-service"].walks
    variable = walk.space.axes.places[Axis("attribute", attribute)]
    bits = 0
    for number, place in walk.reached():
        if place.node == node:
            bits |= walk.space.sets.values(walk.come[number], variable)
    return {is_set for is_set, which in ((False, UNSET), (True, ~UNSET)) if bits & which}


def test_what_is_set_on_one_way_is_possible_and_on_every_way_certain() -> None:
    result = _read(_SET_ON_SOME_WAYS)
    assert _standings(result, "known", "tier") == {True}
    assert _standings(result, "known", "balance") == {True}
    assert _standings(result, "both", "tier") == {False, True}
    assert _standings(result, "both", "balance") == {False, True}
    assert _standings(result, "start", "tier") == {False}


def test_a_test_of_what_is_never_set_is_false() -> None:
    result = _read(
        """
        routing inbound version 1 in-service {
          when tier is gold     -> script greet
          when not tier is gold -> voicemail box
          otherwise             -> queue help
        }
        """
    )
    reach = result.facts.reach["in-service"]
    assert not reach.reaches("script", "greet")
    assert not reach.reaches("queue", "help")
    assert reach.reaches("voicemail", "box")


def test_a_called_script_comes_back_to_its_own_caller() -> None:
    result = _read(
        """
        routing inbound version 1 in-service {
          when channel is chat {
            call script polite
            -> queue help
          }
          otherwise {
            call script polite
            -> voicemail box
          }
        }
        script polite version 1 in-service {
          start { -> return }
        }
        """
    )
    assert {one.channel for one in _visits(result, "routing", "inbound", "rule-2.2")} == {"voice"}
    assert {one.calls for one in _visits(result, "script", "polite", "start")} == {1}


def test_a_limit_of_wait_is_not_met_at_arrival_and_the_notice_is_heard_before_it() -> None:
    result = _read(
        """
        prompt notice { en-US "Recorded." es-US "Grabado." }
        recording all { queues help  notice notice }
        routing inbound version 1 in-service {
          when channel is chat -> voicemail box
          otherwise            -> queue help
        }
        queue help { channels voice  overflow relief }
        overflow relief version 1 in-service {
          when wait > 2m  -> voicemail box
          when agents = 0 -> voicemail box
        }
        """
    )
    (late,) = _visits(result, "overflow", "relief", "rule-1")
    (at_any_time,) = _visits(result, "overflow", "relief", "rule-2")
    assert late.noticed
    assert not late.silent
    assert not at_any_time.noticed
    assert at_any_time.silent


def test_a_contact_goes_no_further_than_text_that_cannot_be_read() -> None:
    result = _read(
        """
        routing inbound version 1 in-service {
          when channel iz chat -> queue help
          otherwise            -> script greet
        }
        """
    )
    assert not result.facts.reach["in-service"].reaches("script", "greet")


def test_a_channel_that_a_queue_does_not_take_goes_no_further() -> None:
    result = _read(
        """
        queue help { channels voice  overflow relief }
        overflow relief version 1 in-service {
          when wait > 2m -> voicemail box
        }
        """
    )
    assert {one.channel for one in _visits(result, "overflow", "relief", "rule-1")} == {"voice"}


def test_a_hang_up_is_silent_only_for_those_who_heard_nothing() -> None:
    result = _read(
        """
        routing inbound version 1 in-service {
          when channel is chat -> queue help
          when caller in vip {
            play hello
            -> script last
          }
          otherwise -> script last
        }
        script last version 1 in-service {
          start {
            when caller in vip -> hang-up
            when caller is withheld -> hang-up
            -> queue help
          }
        }
        """
    )
    reach = result.facts.reach["in-service"].visits[("script", "last")]
    silent = {node: [one.silent for one in visits] for node, visits in reach.items()}
    assert silent["start.then"] == [False]
    assert silent["start.2.then"] == [True]


def test_the_way_to_a_visit_is_one_that_a_contact_can_take() -> None:
    result = _read(
        """
        entry front { voice +18005550100 set tier gold routing inbound }
        entry second { voice +18005550177 set tier silver routing inbound }
        routing inbound version 1 in-service {
          when channel is chat -> queue help
          otherwise            -> script greet
        }
        script greet version 1 in-service {
          start {
            play hello
            when tier is silver -> voicemail box
            -> queue help
          }
        }
        """
    )
    (visit,) = _visits(result, "script", "greet", "start.2.then")
    assert visit.entry == "second"


def test_a_name_that_nobody_declares_may_mean_any() -> None:
    result = _read(
        """
        routing inbound version 1 in-service {
          when chanel is chat -> queue help
          otherwise           -> script greet
        }
        """
    )
    assert not result.facts.reach["in-service"].reaches("script", "greet")
    result = _read(
        """
        prompt told { en-US "{balance}" es-US "{balance}" }
        routing inbound version 1 in-service {
          when entry is websit -> queue help
          otherwise {
            set balanse 5
            play told
            -> voicemail box
          }
        }
        """
    )
    assert result.facts.unset["in-service"] == ()
    assert {one.channel for one in _visits(result, "routing", "inbound", "rule-2")} == {"voice"}
