"""Who comes where: what the walk over a space says, place by place."""

from ccdsl.analysis.axes import CALLER
from tests.analysis.walks import small, walks

_TWO_WAYS = """
routing inbound version 1 in-service {
  when caller in vip -> after-hours closed
  when caller is +13105550100 {
    wait 1s
    -> after-hours closed
  }
  otherwise -> queue help
}
after-hours closed version 1 in-service {
  hours office
  when caller in vip -> voicemail box
  when caller is +13105550100 -> hang-up
  otherwise -> voicemail box
}
"""


def test_a_policy_treats_those_who_come_later_too() -> None:
    (walk,) = walks(small(_TWO_WAYS))
    ends = {place[:3]: walk.come[number] for number, place in walk.reached()}
    assert ("end", "hang-up", "") in ends
    second = ends["after-hours", "closed", "rule-2"]
    callers = walk.space.sets.values(second, walk.space.axes.places[CALLER])
    assert callers.bit_count() == 1
