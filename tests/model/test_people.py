"""The roster: what it says, what is wrong with it, and that its schema agrees."""

from hypothesis import given
from hypothesis import strategies as st

from ccdsl.diagnostics import Problems
from ccdsl.model.people import Person, Roster, read_roster
from ccdsl.model.shape import NAME
from ccdsl.source import Span
from ccdsl.syntax.lower import literals
from ccdsl.syntax.lower.lines import Context

from .data_files import Plain, agree, codes, told

TEXT = """\
people:
  - id: ines
    name: Ines Moreau
    role: agent
    email: ines@harbor.example
    extension: "0302"
    languages: [en-US, es-US]
    skills: {claims: 5, roadside: true}
    shifts: [dawn]
  - {id: kofi, name: Kofi Mensah, role: agent}
"""


def read(text: str) -> tuple[Roster, Problems]:
    """Read a roster."""
    problems = Problems()
    return read_roster("people/roster.yaml", text.encode(), problems), problems


def one(fields: str) -> list[tuple[str, str, str]]:
    """Return what is wrong with somebody who has these fields besides the required ones."""
    text = f"people: [{{id: ines, name: Ines, role: agent, {fields}}}]"
    roster, problems = read(text)
    assert [person.id for person in roster.people] == ["ines"]
    assert not roster.is_whole
    return told(problems, text)


def test_people_are_read_in_the_order_of_the_file() -> None:
    roster, problems = read(TEXT)
    assert not problems
    assert roster.is_whole
    nowhere = Span("", 0, 0)
    assert roster.people == (
        Person(
            id="ines",
            name="Ines Moreau",
            role="agent",
            email="ines@harbor.example",
            extension="0302",
            languages=("en-US", "es-US"),
            skills={"claims": 5, "roadside": None},
            shifts=("dawn",),
            span=nowhere,
        ),
        Person(id="kofi", name="Kofi Mensah", role="agent", span=nowhere),
    )


def test_every_value_has_its_place() -> None:
    roster, _ = read(TEXT)
    ines = roster.people[0]
    words = {key: TEXT[span.start : span.end] for key, span in ines.places.items()}
    assert words == {
        "id": "ines",
        "name": "Ines Moreau",
        "role": "agent",
        "email": "ines@harbor.example",
        "extension": '"0302"',
        "languages": "[en-US, es-US]",
        "languages.0": "en-US",
        "languages.1": "es-US",
        "skills": "{claims: 5, roadside: true}",
        "skills.claims": "claims: 5",
        "skills.roadside": "roadside: true",
        "shifts": "[dawn]",
        "shifts.0": "dawn",
    }
    assert TEXT[ines.span.start :].startswith("id: ines")
    assert TEXT[: ines.span.end].endswith("shifts: [dawn]")
    assert ines.span.path == "people/roster.yaml"


def test_what_looks_like_something_else_must_be_quoted() -> None:
    found = one("extension: 0302, email: 2026-12-25, shifts: [7, true], languages: [1.5]")
    says = "must be a text, and YAML reads"
    assert found == [
        ("CC022", "2026-12-25", f"`email` {says} `2026-12-25` as a date"),
        ("CC022", "0302", f"`extension` {says} `0302` as a whole number"),
        ("CC022", "1.5", f"`languages` {says} `1.5` as a number"),
        ("CC022", "7", f"`shifts` {says} `7` as a whole number"),
        ("CC022", "true", f"`shifts` {says} `true` as true or false"),
    ]


def test_the_help_quotes_what_was_written() -> None:
    _, problems = read("people: [{id: a, name: +14155550100, role: agent}]")
    (found,) = problems
    assert found.help == 'quote it: `"+14155550100"`'
    assert found.code == "CC022"


def test_no_is_a_text() -> None:
    roster, problems = read("people: [{id: no, name: No, role: on}]")
    assert not problems
    assert (roster.people[0].id, roster.people[0].role) == ("no", "on")


def test_fields_of_the_wrong_form() -> None:
    assert one("email: ines") == [("CC021", "ines", "`ines` is not an email address")]
    assert one('extension: "30a"') == [
        ("CC021", '"30a"', "`30a` is not an extension: 1 to 15 digits")
    ]
    assert one("shifts: dawn") == [("CC021", "dawn", "`shifts` must be a list, not a text")]
    assert one("skills: [x]") == [("CC021", "[x]", "`skills` must be a group of keys, not a list")]
    assert one("skills: {x: false}") == [("CC021", "false", "`x` cannot be `false`")]
    assert one("skills: {x: '5'}") == [("CC021", "'5'", "`x` must be a whole number, not a text")]
    assert one("skills: {x: -1}") == [("CC021", "-1", "`-1` is not a number that can stand here")]
    assert one("shifts: ") == [("CC021", "shifts", "`shifts` has no value")]
    assert one("shifts: [a, b, a]") == [("CC021", "a", "`a` is in `shifts` twice")]
    assert one('email: ""') == [("CC021", '""', "this text is empty")]


def test_a_language_is_offered_in_its_canonical_case() -> None:
    _, problems = read(
        "people: [{id: a, name: A, role: r, languages: [EN-us, zh_hant_tw, ca-ES-valencia]}]"
    )
    assert [each.help for each in problems] == ["write `en-US`", "write `zh-Hant-TW`"]


def test_an_unknown_key_names_the_nearest() -> None:
    _, problems = read("people: [{id: a, name: A, role: r, skils: {}}]")
    (found,) = problems
    assert (found.code, found.message) == ("CC021", "a person has no key `skils`")
    assert found.help == "did you mean `skills`?"


def test_a_misspelt_key_is_not_called_missing_too() -> None:
    _, problems = read("people: [{id: a, nam: A, role: r}]")
    assert [each.message for each in problems] == ["a person has no key `nam`"]


def test_somebody_without_id_name_or_role_is_left_out() -> None:
    text = "people:\n  - id: a\n    role: r\n  - {id: b, name: B, role: r}\n"
    roster, problems = read(text)
    assert told(problems, text) == [("CC021", "id: a", "a person has no `name`")]
    assert [person.id for person in roster.people] == ["b"]
    assert not roster.is_whole


def test_ids_and_extensions_are_unique() -> None:
    text = (
        'people:\n  - {id: a, name: Ann, role: r, extension: "1"}\n'
        '  - {id: b, name: Bo, role: r, extension: "1"}\n  - {id: a, name: Cy, role: r}\n'
    )
    roster, problems = read(text)
    assert told(problems, text) == [
        ("CC026", '"1"', "two people have the extension `1`"),
        ("CC026", "a", "two people have the id `a`"),
    ]
    labels = [(label.text, label.span.start) for each in problems for label in each.labels]
    assert labels == [
        ("Ann has it already", text.index('"1"')),
        ("Ann has it already", text.index("a, name: Ann")),
    ]
    assert [person.name for person in roster.people] == ["Ann", "Bo"]


def test_a_file_that_is_no_roster() -> None:
    for text, message in (
        ("", "the roster has no `people`"),
        ("[]", "the roster must be a group of keys, not a list"),
        ("people: {a: 1}", "`people` must be a list, not a group of keys"),
        ("people: [ines]", "a person must be a group of keys, not a text"),
    ):
        roster, problems = read(text)
        assert roster.people == ()
        assert [(each.code, each.message) for each in problems] == [("CC021", message)]


def test_text_errors_silence_what_follows_from_them() -> None:
    roster, problems = read("people: [{id: B, name: B, role: r}")
    assert codes(problems) == ["CC020"]
    assert roster.people == ()
    _, problems = read("people: [*a, {id: !x b, name: B, role: r}]")
    assert codes(problems) == ["CC023", "CC023"]


def test_of_very_many_mistakes_the_first_are_told() -> None:
    _, problems = read("people: [" + "a, " * 500 + "]")
    assert codes(problems) == [*["CC021"] * 100, "CC017"]


_TEXTS = st.sampled_from(
    [
        *("a", "a-b", "a-", "a.b", "a.", "A", "en-US", "en-us", "x@y.z", "@", "301", "0" * 16, ""),
        *(
            "a\n",
            "a\t",
            "\x7f",
            "\x85",
            "é",
            "\uff17",
            "a b@c",
            "zh-Hant-TW",
            "en-GB-oxendict",
            "true",
        ),
    ]
)
_VALUES = st.one_of(
    _TEXTS,
    st.text(max_size=6),
    st.booleans(),
    st.none(),
    st.integers(-2, 9),
    st.sampled_from([0.5, 10**18, 10**18 - 1]),
    st.lists(_TEXTS, max_size=3),
    st.dictionaries(_TEXTS, st.one_of(st.booleans(), st.integers(-1, 6), _TEXTS), max_size=2),
)
_PEOPLE = st.fixed_dictionaries(
    {"name": st.sampled_from(["Ines", "Zoë 😀"]), "role": st.sampled_from(["agent", "a-b"])},
    optional={
        "email": st.sampled_from(["a@b.example", "a@b"]) | _VALUES,
        "extension": st.just("0302") | _VALUES,
        "languages": st.just(["en-US", "es"]) | _VALUES,
        "skills": st.just({"claims": 5, "x": True}) | _VALUES,
        "shifts": st.just(["dawn"]) | _VALUES,
        "id": _VALUES,
        "nickname": _VALUES,
    },
)


def _ids(people: list[dict[str, Plain]]) -> Plain:
    """Give each person an id and no extension that another has."""
    whole: list[Plain] = []
    for number, person in enumerate(people):
        whole.append({"id": f"p{number}", **person})
    return {"people": whole}


@given(st.lists(_PEOPLE, max_size=1).map(_ids))
def test_the_schema_and_the_reader_agree(document: Plain) -> None:
    agree(document, "schemas/roster.schema.json", read_roster)


@given(st.one_of(_VALUES, st.dictionaries(st.sampled_from(["people", "person"]), _VALUES)))
def test_the_schema_and_the_reader_agree_on_other_files(document: Plain) -> None:
    agree(document, "schemas/roster.schema.json", read_roster)


def test_the_schema_takes_a_good_roster() -> None:
    person: Plain = {"id": "a", "name": "A", "role": "r", "skills": {"x": True, "y": 3}}
    assert agree({"people": [person]}, "schemas/roster.schema.json", read_roster)


@given(_TEXTS.filter(bool) | st.text("abAZ09._-", min_size=1, max_size=6))
def test_names_are_those_of_the_source(text: str) -> None:
    problems = Problems()
    literals.name(Context(path="x", problems=problems), Span("x", 0, len(text)), text)
    assert bool(NAME.pattern.fullmatch(text)) == (not problems)
