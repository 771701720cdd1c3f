"""The settings: defaults, refusals, and that the schema agrees."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccdsl.diagnostics import Problems
from ccdsl.model.settings import Settings, read_settings
from ccdsl.source import Span

from .data_files import Plain, agree, told


def read(text: str) -> tuple[Settings, Problems]:
    """Read settings."""
    problems = Problems()
    return read_settings("ccdsl.yaml", text.encode(), problems), problems


def test_everything_is_read() -> None:
    text = (
        "edition: 1\nsources: ['*.ccdsl', people/*.ccdsl]\nenvironments: [production, test]\n"
        "checks: {ignore: [CC204, CC310], fail-on: warning}\n"
    )
    settings, problems = read(text)
    places = [(text.index(code), text.index(code) + len(code)) for code in ("CC204", "CC310")]
    assert not problems
    assert settings == Settings(
        edition=1,
        sources=("*.ccdsl", "people/*.ccdsl"),
        environments=("production", "test"),
        ignore=("CC204", "CC310"),
        ignore_places=tuple(Span("ccdsl.yaml", *place) for place in places),
        fail_on="warning",
    )


def test_only_the_edition_is_required() -> None:
    settings, problems = read("edition: 1")
    assert not problems
    assert settings == Settings(
        edition=1, sources=("**/*.ccdsl",), environments=(), ignore=(), fail_on="error"
    )


@pytest.mark.parametrize(
    ("text", "code", "marked", "message"),
    [
        ("sources: []", "CC021", "sources: []", "ccdsl.yaml has no `edition`"),
        ("", "CC021", "", "ccdsl.yaml has no `edition`"),
        ("edition: 2", "CC030", "2", "there is no edition 2 of the language"),
        ("edition: '1'", "CC021", "'1'", "`edition` must be a whole number, not a text"),
        ("edition: 1.5", "CC021", "1.5", "`edition` must be a whole number, not a number"),
        ("edition: 1\nsource: []", "CC021", "source", "ccdsl.yaml has no key `source`"),
        (
            "edition: 1\nchecks: {fail_on: error}",
            "CC021",
            "fail_on",
            "`checks` has no key `fail_on`",
        ),
        ("edition: 1\nchecks: {fail-on: eror}", "CC021", "eror", "`fail-on` cannot be `eror`"),
        (
            "edition: 1\nchecks: {ignore: [cc204]}",
            "CC030",
            "cc204",
            "`cc204` is not the code of a finding",
        ),
        (
            "edition: 1\nchecks: {ignore: [204]}",
            "CC022",
            "204",
            "`ignore` must be a text, and YAML reads `204` as a whole number",
        ),
        (
            "edition: 1\nsources: '*.ccdsl'",
            "CC021",
            "'*.ccdsl'",
            "`sources` must be a list, not a text",
        ),
        (
            "edition: 1\nsources: [*.ccdsl]",
            "CC023",
            "*.ccdsl",
            "`*.ccdsl` refers to something that is not there",
        ),
    ],
)
def test_refusals(text: str, code: str, marked: str, message: str) -> None:
    settings, problems = read(text)
    assert told(problems, text) == [(code, marked, message)]
    assert settings.fail_on == "error"


def test_an_unknown_key_names_the_nearest() -> None:
    _, problems = read("edition: 1\nenvironment: []")
    assert [each.help for each in problems] == ["did you mean `environments`?"]


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("/etc/x.ccdsl", "`/etc/x.ccdsl` leads out of the project"),
        ("C:/x.ccdsl", "`C:/x.ccdsl` leads out of the project"),
        ("../x.ccdsl", "`../x.ccdsl` leads out of the project"),
        ("a/../../x.ccdsl", "`a/../../x.ccdsl` leads out of the project"),
        ("a\\*.ccdsl", "folders are separated with `/`"),
        (
            "archive/**/*.ccdsl",
            "`archive/**/*.ccdsl` looks into the archive, which is never read as source",
        ),
        ("./x.ccdsl", "`./x.ccdsl` has an empty part or a `.`"),
        ("a//x.ccdsl", "`a//x.ccdsl` has an empty part or a `.`"),
        ("**", "`**` matches more than sources, whose names end in `.ccdsl`"),
    ],
)
def test_patterns_stay_inside_the_project(pattern: str, message: str) -> None:
    settings, problems = read(f"edition: 1\nsources: ['{pattern}', 'ok.ccdsl']")
    assert [(each.code, each.message) for each in problems] == [("CC030", message)]
    assert settings.sources == ("ok.ccdsl",)


_TEXTS = st.sampled_from(
    [
        *("*.ccdsl", "a/*.ccdsl", "/x.ccdsl", "../x.ccdsl", "..x.ccdsl", "a/..ccdsl", "./x.ccdsl"),
        *("a//x.ccdsl", "archive/x.ccdsl", "archives/x.ccdsl", "C:x.ccdsl", "\\x.ccdsl", ".ccdsl"),
        *(
            "x.ccdsl\n",
            "production",
            "Test",
            "CC204",
            "CC20",
            "CC204\n",
            "CC\uff1204",
            "error",
            "never",
            "",
        ),
    ]
)
_VALUES = st.one_of(
    _TEXTS,
    st.text("ac./\\:*", max_size=5).map(lambda text: f"{text}.ccdsl"),
    st.integers(0, 2),
    st.none(),
    st.booleans(),
    st.lists(_TEXTS, max_size=2),
)
_CHECKS = st.fixed_dictionaries(
    {}, optional={"ignore": _VALUES, "fail-on": _VALUES, "fail_on": _VALUES}
)
_SETTINGS = st.fixed_dictionaries(
    {"edition": st.just(1)},
    optional={
        "sources": st.lists(_VALUES, max_size=2) | _VALUES,
        "environments": _VALUES,
        "checks": _CHECKS | _VALUES,
    },
)


@given(_SETTINGS)
def test_the_schema_and_the_reader_agree(document: Plain) -> None:
    agree(document, "schemas/settings.schema.json", read_settings)


@given(st.dictionaries(st.sampled_from(["edition", "editions", "checks"]), _VALUES) | _VALUES)
def test_the_schema_and_the_reader_agree_on_other_files(document: Plain) -> None:
    agree(document, "schemas/settings.schema.json", read_settings)


def test_the_schema_takes_good_settings() -> None:
    settings: Plain = {"edition": 1, "sources": ["**/*.ccdsl"], "checks": {"fail-on": "never"}}
    assert agree(settings, "schemas/settings.schema.json", read_settings)
