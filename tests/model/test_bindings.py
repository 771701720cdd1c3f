"""Bindings: what they say, what is wrong with them, and that the schema agrees."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccdsl.diagnostics import Problems
from ccdsl.model.bindings import Bindings, read_bindings

from .data_files import Plain, agree, told

TEXT = """\
environment: production
people:
  maria: {endpoint: PJSIP/maria}
voicemail:
  general: {mailbox: "700@default"}
data-sources:
  crm.customer: {url: "http://127.0.0.1:8099/customer"}
outside:
  trunk: PJSIP/trunk
"""


def read(text: str) -> tuple[Bindings, Problems]:
    """Read bindings."""
    problems = Problems()
    return read_bindings("bindings/production.yaml", text.encode(), problems), problems


def test_everything_is_read_with_its_place() -> None:
    bindings, problems = read(TEXT)
    assert not problems
    assert bindings.environment == "production"
    assert {name: bound.value for name, bound in bindings.endpoints.items()} == {
        "maria": "PJSIP/maria"
    }
    assert {name: bound.value for name, bound in bindings.urls.items()} == {
        "crm.customer": "http://127.0.0.1:8099/customer"
    }
    box = bindings.mailboxes["general"]
    assert (box.value, TEXT[box.span.start : box.span.end]) == ("700@default", '"700@default"')
    assert bindings.trunk is not None
    assert bindings.trunk.value == "PJSIP/trunk"


def test_all_but_the_environment_may_be_missing() -> None:
    bindings, problems = read("environment: test")
    assert not problems
    assert (bindings.endpoints, bindings.mailboxes, bindings.urls) == ({}, {}, {})
    assert bindings.trunk is None


@pytest.mark.parametrize(
    ("text", "code", "marked", "message"),
    [
        ("people: {}", "CC021", "people: {}", "the file has no `environment`"),
        ("environment: x\npeople: {a: {}}", "CC021", "{}", "`a` has no `endpoint`"),
        (
            "environment: x\npeople: {a: {endpont: b}}",
            "CC021",
            "endpont",
            "`a` has no key `endpont`",
        ),
        (
            "environment: x\npeople: {a: PJSIP/a}",
            "CC021",
            "PJSIP/a",
            "`a` must be a group of keys, not a text",
        ),
        (
            "environment: x\npeople: {Ann: {endpoint: b}}",
            "CC021",
            "Ann",
            "`Ann` is not a name: lower-case letters, digits, `_` and inner `-`",
        ),
        (
            "environment: x\nvoicemail: {a: {mailbox: 700}}",
            "CC022",
            "700",
            "`mailbox` must be a text, and YAML reads `700` as a whole number",
        ),
        (
            "environment: x\ndata-sources: {a: {url: crm}}",
            "CC021",
            "crm",
            "`crm` is not an address such as `https://crm.example/`",
        ),
        (
            "environment: x\noutside: {trunk: a b}",
            "CC021",
            "a b",
            "`a b` is not one word without spaces or accents",
        ),
        ("environment: x\nqueue: {}", "CC021", "queue", "the file has no key `queue`"),
    ],
)
def test_refusals(text: str, code: str, marked: str, message: str) -> None:
    _, problems = read(text)
    assert told(problems, text) == [(code, marked, message)]


_TEXTS = st.sampled_from(
    ["a", "a.b", "A", "PJSIP/a", "http://x", "https://", "HTTP://x", "a b", "a\n", "é", "", "700@d"]
)
_VALUES = _TEXTS | st.integers(0, 2) | st.none() | st.lists(_TEXTS, max_size=1)


def _group(key: str) -> st.SearchStrategy[object]:
    inner = st.dictionaries(st.sampled_from([key, "other"]), _VALUES, max_size=2)
    return st.one_of(st.dictionaries(_TEXTS, st.one_of(inner, _VALUES), max_size=2), _VALUES)


_BINDINGS = st.fixed_dictionaries(
    {"environment": st.just("production") | _VALUES},
    optional={
        "people": _group("endpoint"),
        "voicemail": _group("mailbox"),
        "data-sources": _group("url"),
        "outside": st.dictionaries(st.sampled_from(["trunk", "other"]), _VALUES) | _VALUES,
        "queues": _VALUES,
    },
)


@given(_BINDINGS | _VALUES)
def test_the_schema_and_the_reader_agree(document: Plain) -> None:
    agree(document, "schemas/bindings.schema.json", read_bindings)


def test_the_schema_takes_good_bindings() -> None:
    document: Plain = {
        "environment": "production",
        "people": {"a": {"endpoint": "PJSIP/a"}},
        "data-sources": {"crm.x": {"url": "https://crm.example/"}},
        "outside": {"trunk": "PJSIP/trunk"},
    }
    assert agree(document, "schemas/bindings.schema.json", read_bindings)
