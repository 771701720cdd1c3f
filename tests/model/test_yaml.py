"""YAML text to nodes: places, kinds, refusals; and no input that breaks it."""

import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from ccdsl.diagnostics import Problems
from ccdsl.model.yaml import MappingNode, Node, ScalarNode, SequenceNode, read_yaml

from .data_files import Plain, codes, told

ROSTER = """\
# Who works here.
people:
  - id: ines   # a remark
    extension: "0302"
    languages: [en-US,
      'es-US']
    skills: {claims: 5, roadside: true}
  - {id: kofi}
"""


def read(text: str) -> tuple[Node | None, Problems]:
    """Read a text."""
    problems = Problems()
    return read_yaml("x.yaml", text.encode(), problems).root, problems


def plain(node: Node) -> Plain:
    """Return a node without its places."""
    match node:
        case MappingNode():
            return {entry.key: plain(entry.value) for entry in node.entries}
        case SequenceNode():
            return [plain(item) for item in node.items]
        case ScalarNode():
            return node.value


def places(node: Node, text: str) -> list[str]:
    """Return the words that each key, value and item is marked with, in the order of the text."""
    match node:
        case MappingNode():
            return [
                words
                for entry in node.entries
                for words in (
                    text[entry.key_span.start : entry.key_span.end],
                    *places(entry.value, text),
                )
            ]
        case SequenceNode():
            return [words for item in node.items for words in places(item, text)]
        case ScalarNode():
            return [text[node.span.start : node.span.end]]


def kinds(text: str) -> list[str]:
    """Return what each item of a list is taken for."""
    root, problems = read(text)
    assert not problems
    assert isinstance(root, SequenceNode)
    return [item.kind if isinstance(item, ScalarNode) else "" for item in root.items]


def test_every_value_has_its_place() -> None:
    root, problems = read(ROSTER)
    assert not problems
    assert root is not None
    assert plain(root) == {
        "people": [
            {
                "id": "ines",
                "extension": "0302",
                "languages": ["en-US", "es-US"],
                "skills": {"claims": "5", "roadside": "true"},
            },
            {"id": "kofi"},
        ]
    }
    assert places(root, ROSTER) == [
        *("people", "id", "ines", "extension", '"0302"', "languages", "en-US", "'es-US'"),
        *("skills", "claims", "5", "roadside", "true", "id", "kofi"),
    ]


def test_groups_and_lists_end_with_their_last_value() -> None:
    root, _ = read(ROSTER)
    assert isinstance(root, MappingNode)
    people = root.entries[0].value
    assert isinstance(people, SequenceNode)
    ines, kofi = people.items
    assert ROSTER[ines.span.start : ines.span.end].endswith("roadside: true}")
    assert ROSTER[kofi.span.start : kofi.span.end] == "{id: kofi}"
    assert ROSTER[people.span.start : people.span.end].endswith("- {id: kofi}")
    assert ROSTER[root.entries[0].span.start :].startswith("people:")


def test_places_hold_with_crlf_a_byte_order_mark_and_wide_characters() -> None:
    text = "a: \U0001f600\r\nb: 'ü'\r\nc: x\r\n"
    problems = Problems()
    document = read_yaml("x.yaml", b"\xef\xbb\xbf" + text.encode(), problems)
    assert not problems
    assert document.source.text == text
    assert document.root is not None
    assert places(document.root, text) == ["a", "\U0001f600", "b", "'ü'", "c", "x"]


def test_kinds_are_those_of_yaml_1_2_and_dates() -> None:
    assert set(
        kinds("[no, yes, on, off, y, 1_000, 12:30, 0b1, 1.2.3, '5', \"true\", -, 12-25]")
    ) == {"text"}
    assert set(kinds("[+14155550100, 0123, -5, 0x1F, 0o17]")) == {"integer"}
    assert set(kinds("[1.5, .5, 1e3, -.inf, .nan, 1.]")) == {"number"}
    assert set(kinds("[true, False, TRUE]")) == {"boolean"}
    assert set(kinds("[2026-12-25, 2026-1-5, 2026-12-25T08:00:00Z]")) == {"date"}
    assert set(kinds("[~, null, NULL]")) == {"empty"}
    assert kinds("-\n- |\n  5\n- >-\n  true\n") == ["empty", "text", "text"]


@pytest.mark.parametrize("text", ["", "\n\n", "# only a remark\n", "\ufeff"])
def test_an_empty_file_is_a_group_of_no_keys(text: str) -> None:
    root, problems = read(text)
    assert not problems
    assert isinstance(root, MappingNode)
    assert root.entries == ()


@pytest.mark.parametrize(
    ("text", "code", "marked", "message"),
    [
        ("a: b: c", "CC020", ":", "this `:` cannot stand here"),
        ("a:\n\tb: 1", "CC020", "\t", "a tab cannot stand here"),
        ("a: 'x\nb: 2", "CC020", "'", "the text that begins here has no closing quote"),
        ("a: [1, 2\nb: 3", "CC020", ":", "a `,` or the closing `]` is missing before this"),
        ("a: {b: 1\nc: 3", "CC020", ":", "a `,` or the closing `}` is missing before this"),
        ("a:\n  - b\n c: d", "CC020", "c", "this does not line up with what it belongs to"),
        ("a: @b", "CC020", "@", "this sign cannot begin a value"),
        ("a: 1\nb\nc: 2", "CC020", "b", "there is no `:` after this key"),
        ('a: "\\q"', "CC020", "q", "this `\\` means nothing here"),
        ("a: - b", "CC020", "-", "a list cannot begin here"),
        ("a: \0", "CC020", "\0", "the character U+0000 cannot stand in a YAML file"),
        ("a: " + "!" * 10_001, "CC020", "!", "this word has more than 10,000 characters"),
        ("'a' 'b'", "CC020", "'", "the value ends before this"),
        ('a: "\\ud800"', "CC020", '"\\ud800"', "this text names a character that does not exist"),
        ("[" * 70 + "]" * 70, "CC020", "[", "this is nested more than 64 deep"),
        ("a: 1\nb: 2\na: 3", "CC023", "a", "`a` is written twice"),
        (
            "a: {<<: {b: 1}}",
            "CC023",
            "<<",
            "`<<` brings in keys from elsewhere, which is not allowed here",
        ),
        ("a: !!str 5", "CC023", "!!str", "the tag `!!str` is not allowed here"),
        ("a: !x {b: 1}", "CC023", "!x", "the tag `!x` is not allowed here"),
        ("a: &x [1]\nb: *x", "CC023", "&x", "`&x` is not allowed here"),
        ("a: *x", "CC023", "*x", "`*x` refers to something that is not there"),
        ("a: 1\n---\nb: 2", "CC023", "---", "a second document begins here, and a file holds one"),
        (
            "%YAML 1.1\n---\na: 1",
            "CC023",
            "%YAML 1.1",
            "lines that begin with `%` are not allowed before the document",
        ),
        ("? [a]\n: b", "CC021", "[a]", "this is not a key: a key is one word"),
        (": b", "CC021", "", "this is not a key: a key is one word"),
    ],
)
def test_refusals_say_once_what_is_wrong_and_where(
    text: str, code: str, marked: str, message: str
) -> None:
    _, problems = read(text)
    assert told(problems, text) == [(code, marked, message)]


def test_a_repeated_key_and_an_anchor_show_the_other_place() -> None:
    text = "a: &x 1\nb: *x\na: 2"
    _, problems = read(text)
    labels = [[text[each.span.start : each.span.end] for each in one.labels] for one in problems]
    assert labels == [["a"], ["*x"]]


def test_a_quoted_merge_key_is_a_key() -> None:
    root, problems = read("'<<': 1")
    assert not problems
    assert root is not None
    assert plain(root) == {"<<": "1"}


def test_a_bomb_of_aliases_is_refused_without_growing() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    began = time.process_time()
    _, problems = read("\n".join(lines))
    assert time.process_time() - began < 2
    assert codes(problems) == ["CC023"] * 30


def test_bytes_that_are_not_utf_8_are_marked() -> None:
    problems = Problems()
    document = read_yaml("x.yaml", "a: ü\nb: ".encode() + b"\xff\xfe", problems)
    assert document.root is None
    (found,) = problems
    assert (found.code, found.message) == ("CC001", "the byte 0xFF here is not UTF-8 text")
    assert document.source.position(found.span.start) == (2, 4)


def test_utf_16_is_named() -> None:
    problems = Problems()
    assert read_yaml("x.yaml", "a: 1".encode("utf-16"), problems).root is None
    assert [each.message for each in problems] == ["this file is in UTF-16"]


def test_a_huge_file_is_refused_at_once() -> None:
    began = time.process_time()
    _, problems = read("a: b\n" * 1_000_001)
    assert time.process_time() - began < 1
    assert [each.message for each in problems] == [
        "this file has 5,000,005 bytes; at most 5,000,000 are read"
    ]


_PIECES = st.sampled_from(
    [
        *(
            "a",
            "b",
            ": ",
            ":",
            "- ",
            "-",
            "\n",
            "\n  ",
            "\n    ",
            "[",
            "]",
            "{",
            "}",
            ", ",
            '"',
            "'",
        ),
        *(
            "&x ",
            "*x",
            "!t ",
            "!!str ",
            "|",
            ">",
            "? ",
            "# c",
            "---",
            "...",
            "%YAML 1.1",
            "%",
            "@",
            "`",
        ),
        *(
            "<<",
            "\\",
            "\\u",
            "d800",
            "\t",
            "\r\n",
            "\r",
            "\x85",
            "\u2028",
            "\ufeff",
            "1",
            "true",
            "~",
        ),
    ]
)


@given(st.one_of(st.lists(_PIECES, max_size=40).map("".join), st.text(max_size=60)))
def test_any_text_gives_nodes_or_findings_with_places_inside(text: str) -> None:
    source_text = text.encode(errors="replace").decode().removeprefix("\ufeff")
    root, problems = read(text.encode(errors="replace").decode())
    assert root is not None or problems
    for each in problems:
        assert 0 <= each.span.start <= each.span.end <= len(source_text)
        assert each.message
    if root is not None:
        assert 0 <= root.span.start <= root.span.end <= len(source_text)


@given(st.binary(max_size=60))
def test_any_bytes_give_nodes_or_findings(data: bytes) -> None:
    problems = Problems()
    assert read_yaml("x.yaml", data, problems).root is not None or problems


_DOCUMENTS = st.recursive(
    st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
)


@given(document=_DOCUMENTS.map(lambda document: [document]), flow=st.booleans())
def test_nodes_hold_what_the_library_loads(document: Plain, *, flow: bool) -> None:
    writer = YAML(typ="safe", pure=True)
    writer.default_flow_style = flow
    stream = io.StringIO()
    writer.dump(document, stream)
    root, problems = read(stream.getvalue())
    if problems:
        assert "&" in stream.getvalue() or "?" in stream.getvalue() or "\\" in stream.getvalue()
    else:
        assert root is not None
        assert plain(root) == YAML(typ="base", pure=True).load(stream.getvalue())
