"""Fingerprints: the same finding keeps its name, different ones have different names."""

from ccdsl.diagnostics import Severity
from ccdsl.report.findings import Findings
from ccdsl.report.fingerprints import fingerprints
from ccdsl.source import Source, Span

from .samples import found


def _names(text: str, *words: str, path: str = "x", code: str = "CC204") -> tuple[str, ...]:
    """Return the fingerprints of findings at each of `words`, in turn, in `text`."""
    diagnostics, start = [], 0
    for word in words:
        start = text.index(word, start)
        span = Span(path, start, start + len(word))
        diagnostics.append(found(code, Severity.ERROR, f"at offset {start}", span))
        start += len(word)
    sources = {path: Source(path=path, text=text)}
    return fingerprints(Findings(diagnostics=tuple(diagnostics), sources=sources, rules={}))


def test_moved_lines_keep_their_names() -> None:
    before = _names("a {\n  b c\n}\n", "b")
    assert before == _names("# new\n\na {\n  # new\n  b c\n}\n", "b")
    assert before == _names("a {\r\n\tb   c  \r\n}\r\n", "b")
    assert before == _names("a {\n  b c\n}\n", "b", path="other")


def test_what_is_marked_decides() -> None:
    assert _names("b c\n", "b") != _names("b c\n", "c")
    assert _names("b c\n", "b") != _names("b d\n", "b")
    assert _names("b c\n", "b") != _names("b c\n", "b", code="CC205")


def test_an_edit_inside_a_marked_block_changes_nothing() -> None:
    assert _names("queue a {\n  x\n}", "queue a {\n  x\n}") == _names(
        "queue a {\n  y\n}", "queue a {\n  y\n}"
    )


def test_like_findings_are_counted() -> None:
    names = _names("b c\nb c\nb c\n", "b", "b", "b")
    assert len(set(names)) == 3
    assert names[:2] == _names("b c\nb c\n", "b", "b")


def test_a_file_without_text_is_known_by_its_path() -> None:
    gone = [found("CC001", Severity.ERROR, "m", Span(path, 0, 0)) for path in ("a", "b")]
    names = fingerprints(Findings(diagnostics=tuple(gone), sources={}, rules={}))
    assert len(set(names)) == 2


def test_a_name_is_short_and_plain() -> None:
    (name,) = _names("b c\n", "b")
    assert len(name) == 32
    assert int(name, 16) >= 0
