"""Any findings in any text render in every format, and come out as what the format demands."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccdsl.diagnostics import Diagnostic, Label, Severity
from ccdsl.report.display import width
from ccdsl.report.findings import Findings, RuleInfo
from ccdsl.report.formats import FORMATS, render
from ccdsl.source import Source, Span

from . import samples
from .documents import as_gitlab, as_json, as_junit, as_sarif

_WORDS = ["\n", "\r", "\r\n", "\t", "\x1b[31m", "]]>", "::error", "<b>", "日", "\u0301", "👩\u200d"]
_TEXT = st.lists(
    st.one_of(st.sampled_from(_WORDS), st.text(st.characters(codec=None), max_size=9)), max_size=20
).map("".join)
_PATH = st.one_of(st.sampled_from(["", "a.ccdsl", "b/ñ:,%.yaml", "gone"]), _TEXT)
_OFFSET = st.integers(-3, 120)


@st.composite
def _findings(draw: st.DrawFn) -> Findings:
    paths = draw(st.lists(_PATH, min_size=1, max_size=3))
    span = st.builds(Span, st.sampled_from(paths), _OFFSET, _OFFSET)
    label = st.builds(Label, span=span, text=_TEXT)
    code = st.sampled_from(["CC001", "CC204", "\x00]]>"])
    diagnostic = st.builds(
        Diagnostic,
        code=code,
        severity=st.sampled_from(Severity),
        message=_TEXT,
        span=span,
        help=st.none() | _TEXT,
        labels=st.lists(label, max_size=5).map(tuple),
    )
    found = draw(st.lists(diagnostic, max_size=4))
    rule = draw(
        st.builds(
            RuleInfo,
            code=st.just("CC204"),
            name=_TEXT,
            title=_TEXT,
            severity=st.sampled_from(Severity),
            page=_TEXT,
        )
    )
    return Findings(
        diagnostics=tuple(sorted(found, key=lambda each: each.sort_key)),
        sources={path: Source(path=path, text=draw(_TEXT)) for path in paths[:2]},
        rules={"CC204": rule},
        project=draw(_TEXT),
        base=draw(_PATH),
    )


@settings(max_examples=200, deadline=None)
@given(_findings(), st.none() | st.integers(0, 100))
def test_any_findings_can_be_read_by_people(findings: Findings, columns: int | None) -> None:
    for name in ("text", "concise", "github"):
        shown = render(name, findings, width=columns)
        shown.encode()
        assert all(line.isprintable() or _is_harmless(line) for line in shown.split("\n"))
        if name != "text":
            assert shown.count("\n") == len(findings.diagnostics)
    for line in render("text", findings, width=columns).split("\n"):
        number, bar, _ = line.partition(" |")
        if bar and number.strip().isdecimal():
            assert width(line) <= max(columns or 120, 40)


def _is_harmless(line: str) -> bool:
    return not any(
        ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 or char in "\u202e\u2066\u2028\ufeff"
        for char in line
    )


@settings(max_examples=200, deadline=None)
@given(_findings())
def test_any_findings_are_valid_documents(findings: Findings) -> None:
    count = len(findings.diagnostics)
    for found in as_json(findings)["diagnostics"]:
        for place in (found, *found["labels"]):
            start = (place["line"], place["column"])
            assert start <= (place["end_line"], place["end_column"])
    names = {
        next(iter(result["partialFingerprints"].values()))
        for result in as_sarif(findings)["results"]
    }
    assert names == {issue["fingerprint"] for issue in as_gitlab(findings)}
    assert len(names) == count
    assert len(as_junit(findings).findall("./testsuite/testcase")) == max(count, 1)


@pytest.mark.parametrize("name", FORMATS)
def test_rendering_twice_gives_the_same_bytes(name: str) -> None:
    assert render(name, samples.ALL) == render(name, samples.ALL)


def test_an_unknown_format_is_a_bug_of_the_caller() -> None:
    with pytest.raises(KeyError):
        render("yaml", samples.ALL)


@pytest.mark.parametrize("name", ["text", "concise", "github"])
@pytest.mark.parametrize("diagnostics", ["()", "(found,)"])
def test_formats_for_people_start_without_json_and_hashes(name: str, diagnostics: str) -> None:
    program = (
        "import sys\n"
        "before = set(sys.modules)\n"
        "from ccdsl.report.findings import Findings\n"
        "from ccdsl.report.formats import render\n"
        "from ccdsl.diagnostics import Diagnostic, Severity\n"
        "from ccdsl.source import Source, Span\n"
        "place, severity = Span('a', 0, 1), Severity.ERROR\n"
        "found = Diagnostic(code='CC001', severity=severity, message='m', span=place)\n"
        "sources = {'a': Source(path='a', text='x')}\n"
        f"shown = Findings(diagnostics={diagnostics}, sources=sources, rules={{}})\n"
        f"render({name!r}, shown)\n"
        "print(sorted(name.partition('.')[0] for name in set(sys.modules) - before))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    assert not any(heavy in ran.stdout for heavy in ("'json'", "'xml'", "'hashlib'", "'urllib'"))
