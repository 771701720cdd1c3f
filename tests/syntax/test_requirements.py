"""What requirements claim: the tree of every line, and the names that they use."""

import pytest

from ccdsl.model.references import references
from ccdsl.syntax import ast
from tests.syntax.sources import parsed


def _claims(lines: str) -> tuple[ast.Claim, ...]:
    """Return the claims of a requirement that is written without a mistake."""
    file, problems = parsed(f'require "A" {{\n{lines}\n}}\n')
    assert not problems.found
    (one,) = file.declarations
    assert isinstance(one, ast.Require)
    return one.claims


def _said(goal: ast.Goal) -> tuple[str, ...]:
    """Return a goal as its words."""
    match goal:
        case ast.Place(step=ast.Name() as step):
            return (goal.of, goal.name.text, step.text)
        case ast.Place():
            return (goal.of, goal.name.text)
        case ast.End(name=ast.Name() as name):
            return (goal.end, name.text)
        case ast.End(name=ast.Phone() as phone):
            return (goal.end, phone.number)
        case _:
            return (goal.end,)


def test_only_names_its_ends() -> None:
    (only,) = _claims("only voicemail general, queue gold, transfer +14165550100, callback gold")
    assert isinstance(only, ast.Only)
    assert [_said(end) for end in only.ends] == [
        ("voicemail", "general"),
        ("queue", "gold"),
        ("transfer", "+14165550100"),
        ("callback", "gold"),
    ]


@pytest.mark.parametrize("end", ["queue", "voicemail", "callback", "transfer", "hang-up"])
def test_only_without_a_name_is_one_mistake(end: str) -> None:
    file, problems = parsed(f'require "A" {{\n  only {end}\n  never hang-up\n}}\n')
    assert [one.code for one in problems] == ["CC019"]
    assert [one.kind for one in file.declarations] == ["require"]


def test_hears_before_has_prompts_and_goals() -> None:
    (hears,) = _claims("hears hello, notice before queue gold, voicemail, script main step top")
    assert isinstance(hears, ast.HearsBefore)
    assert [prompt.text for prompt in hears.prompts] == ["hello", "notice"]
    assert [_said(goal) for goal in hears.goals] == [
        ("queue", "gold"),
        ("voicemail",),
        ("script", "main", "top"),
    ]


def test_reaches_has_goals_and_a_number_of_keys() -> None:
    (reaches,) = _claims("reaches queue gold, after-hours night, script main within 2 keys")
    assert isinstance(reaches, ast.ReachesWithin)
    assert reaches.keys.value == 2
    assert [_said(goal) for goal in reaches.goals] == [
        ("queue", "gold"),
        ("after-hours", "night"),
        ("script", "main"),
    ]


def test_same_for_all_has_facts_with_and_without_names() -> None:
    (same,) = _claims("same for all of hours, hours shop, flag, flag snow, language")
    assert isinstance(same, ast.SameForAll)
    assert [(one.of, one.name.text if one.name else None) for one in same.axes] == [
        ("hours", None),
        ("hours", "shop"),
        ("flag", None),
        ("flag", "snow"),
        ("language", None),
    ]


def test_claims_of_all_kinds_stand_in_the_order_written() -> None:
    lines = """
      same for all of language
      reaches queue a within 1 keys
      never passes queue b
      hears p before queue a
      only queue a
      always queue
    """
    assert [type(claim).__name__ for claim in _claims(lines)] == [
        *("SameForAll", "ReachesWithin", "Passes", "HearsBefore", "Only", "Ends")
    ]


def test_the_new_words_are_still_names() -> None:
    claims = _claims(
        "hears before, hears before queue before, script same step only\n"
        "only queue before, voicemail keys\n"
        "reaches queue keys, script within within 2 keys\n"
        "same for all of hours all, flag of"
    )
    assert len(claims) == 4
    file, problems = parsed("skill only\nskill before\nskill same\nskill reaches\nskill keys\n")
    assert not problems.found
    assert len(file.declarations) == 5


def test_every_name_of_a_claim_is_a_use_of_it() -> None:
    file, _ = parsed(
        'require "A" {\n'
        "  only voicemail general, transfer maria\n"
        "  hears hello before queue gold, script main\n"
        "  reaches after-hours night within 1 keys\n"
        "  same for all of hours shop, flag snow, language\n"
        "}\n"
    )
    uses = [(use.kinds, use.name.text) for use in references(file.declarations[0])]
    assert sorted(uses) == [
        (("after-hours",), "night"),
        (("flag",), "snow"),
        (("hours",), "shop"),
        (("person", "attribute"), "maria"),
        (("prompt",), "hello"),
        (("queue",), "gold"),
        (("script",), "main"),
        (("voicemail",), "general"),
    ]
