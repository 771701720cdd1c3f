"""What no checked project has: the interpreter says what is wrong rather than guess."""

import pytest

from ccdsl.simulate.center import Center
from ccdsl.simulate.choices import Choices
from ccdsl.simulate.conditions import literal
from ccdsl.simulate.inquiry import Inquiry, Told
from ccdsl.simulate.run import simulate
from ccdsl.simulate.world import ChoiceError, Contact, MissingError, World
from ccdsl.source import Span
from ccdsl.syntax import ast
from tests.simulate.centers import MONDAY, center_of, compiled

CALL = Contact(channel="voice", to="+18005550100", caller=None, instant=MONDAY)


def ends(text: str, **attributes: str) -> str:
    center = center_of(text)
    contact = Contact(
        channel="voice", to=CALL.to, caller=None, instant=MONDAY, attributes=attributes
    )
    return str(simulate(center, contact, World()).end)


def test_a_figure_is_a_whole_number() -> None:
    text = """
    attribute size number
    voicemail box { channels voice notify "a@b.example" }
    routing main version 1 in-service { when size is 5 -> voicemail box otherwise -> hang-up }
    """
    assert ends(text, size="5") == "voicemail box"
    assert ends(text, size="6") == "hang-up"
    assert ends(text) == "hang-up"


def test_a_policy_that_takes_nobody() -> None:
    text = """
    hours office { mon 08:00-09:00 }
    routing main version 1 in-service { otherwise -> after-hours shut }
    after-hours shut version 1 in-service { hours office when channel is chat -> hang-up }
    """
    with pytest.raises(ChoiceError, match="no rule takes this contact"):
        ends(text)


def test_a_treatment_without_an_exit() -> None:
    text = "routing main version 1 in-service { otherwise { play hello } }"
    program = compiled(text).program
    with pytest.raises(ChoiceError, match="goes nowhere from here") as raised:
        simulate(Center(program=program, view=program.in_service), CALL, World())
    assert [step.kind for step in raised.value.steps] == ["arrive", "rule", "hear"]


def test_a_prefix_as_a_literal_is_its_digits() -> None:
    assert literal(ast.Prefix(digits="+1212", span=Span("", 0, 0))) == "+1212"


def test_choices_without_a_default_are_missing_and_those_with_one_are_not() -> None:
    plain, asking = Choices(World()), Inquiry(Told(world=World()))
    assert plain.queue("any").free == 1
    assert plain.input_in_line("any") is None
    with pytest.raises(MissingError):
        asking.queue("any")
    with pytest.raises(MissingError):
        asking.input_in_line("any")
