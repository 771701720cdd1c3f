"""The machine-readable renderings: valid, complete, and safe to hand on."""

import re
from urllib.parse import unquote, urlsplit

import pytest
from syrupy.assertion import SnapshotAssertion

from ccdsl.diagnostics import Severity
from ccdsl.report import sarif
from ccdsl.report.findings import Findings
from ccdsl.report.formats import render
from ccdsl.source import Source, Span

from . import samples
from .documents import as_gitlab, as_json, as_junit, as_sarif, check_schemas
from .snapshots import JsonFile, SarifFile, TextFile, XmlFile


def test_the_schemas_are_schemas() -> None:
    check_schemas()


def test_json(snapshot: SnapshotAssertion) -> None:
    as_json(samples.ALL)
    assert render("json", samples.ALL) == snapshot(extension_class=JsonFile)


def test_sarif(snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "__version__", "1.2.3")
    as_sarif(samples.ALL)
    assert render("sarif", samples.ALL) == snapshot(extension_class=SarifFile)


def test_github(snapshot: SnapshotAssertion) -> None:
    assert render("github", samples.ALL) == snapshot(extension_class=TextFile)


def test_gitlab(snapshot: SnapshotAssertion) -> None:
    assert render("gitlab", samples.ALL) == snapshot(extension_class=JsonFile)


def test_junit(snapshot: SnapshotAssertion) -> None:
    assert render("junit", samples.ALL) == snapshot(extension_class=XmlFile)


def test_json_has_the_shape_of_the_issue() -> None:
    assert as_json(samples.findings(samples.DEAD_RULE)) == {
        "format": 1,
        "diagnostics": [
            {
                "code": "CC204",
                "severity": "error",
                "message": "this rule can never match",
                "path": "routing.ccdsl",
                "line": 10,
                "column": 3,
                "end_line": 10,
                "end_column": 63,
                "help": "move it above line 8, or delete it",
                "labels": [
                    {
                        "message": "every contact that line 10 is for leaves here",
                        "path": "routing.ccdsl",
                        "line": 8,
                        "column": 3,
                        "end_line": 8,
                        "end_column": 21,
                    }
                ],
            }
        ],
        "summary": {"error": 1, "warning": 0, "info": 0},
    }


def test_json_without_help_says_null() -> None:
    assert as_json(samples.findings(samples.WIDE))["diagnostics"][0]["help"] is None


def test_a_clean_run() -> None:
    clean = samples.findings()
    assert as_json(clean) == {
        "format": 1,
        "diagnostics": [],
        "summary": {"error": 0, "warning": 0, "info": 0},
    }
    assert as_sarif(clean)["results"] == []
    assert as_gitlab(clean) == []
    assert render("github", clean) == ""
    suites = as_junit(clean)
    assert len(suites.findall("./testsuite/testcase")) == 1
    assert suites.findall(".//failure") == []


def test_sarif_counts_columns_in_utf16() -> None:
    source = Source(path="x", text="👍👍x")
    error = samples.found("CC001", Severity.ERROR, "m", Span("x", 2, 3))
    run = as_sarif(Findings(diagnostics=(error,), sources={"x": source}, rules={}))
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert run["columnKind"] == "utf16CodeUnits"
    assert region == {"startLine": 1, "startColumn": 5, "endLine": 1, "endColumn": 6}


def test_sarif_points_into_its_rules() -> None:
    run = as_sarif(samples.ALL)
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["CC101", "CC204"]
    indexed = [result for result in run["results"] if "ruleIndex" in result]
    assert len(indexed) == 2
    for result in indexed:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert rules[1]["help"]["markdown"].startswith("Why: ")


def test_sarif_tells_of_labels_as_related_locations() -> None:
    result = as_sarif(samples.findings(samples.ELSEWHERE))["results"][0]
    related = result["relatedLocations"]
    assert [each["id"] for each in related] == [1, 2]
    assert related[0]["message"]["text"] == "this role lacks the right `answer`"
    assert related[0]["physicalLocation"]["artifactLocation"]["uri"] == "people/roster.yaml"


def test_sarif_paths_are_relative_references() -> None:
    hosted = samples.findings(samples.INJECTED, base="centers/harbor")
    location = as_sarif(hosted)["results"][0]["locations"][0]["physicalLocation"]
    uri = location["artifactLocation"]["uri"]
    assert uri == "centers/harbor/a%20b/%C3%B1%2C1%3A2%25.ccdsl"
    assert not urlsplit(uri).scheme
    assert unquote(uri) == "centers/harbor/a b/ñ,1:2%.ccdsl"


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("expected `{`", "expected `{`"),
        ("a [b] (c)", "a [b] (c)"),
        ("{0} and {12}", "{{0}} and {{12}}"),
        ("[x](http://y) \\", "\\[x\\](http://y) \\\\"),
    ],
)
def test_sarif_messages_are_neither_placeholders_nor_links(message: str, told: str) -> None:
    error = samples.found("CC001", Severity.ERROR, message, Span("x", 0, 0))
    assert as_sarif(samples.findings(error))["results"][0]["message"]["text"] == told


def test_github_escapes_what_its_commands_are_made_of() -> None:
    (line,) = render("github", samples.findings(samples.INJECTED)).splitlines()
    matched = re.fullmatch(r"::(\w+) (.*?)::(.*)", line)
    assert matched is not None
    command, properties, message = matched.groups()
    assert command == "error"
    assert dict(each.split("=", 1) for each in properties.split(",")) == {
        "file": "a b/ñ%2C1%3A2%25.ccdsl",
        "line": "2",
        "endLine": "2",
        "col": "21",
        "endColumn": "25",
        "title": "CC004",
    }
    assert "100%25 &" in message
    assert message.endswith("%0Ahelp: first%0A::warning::second")


def test_github_leaves_columns_out_over_several_lines() -> None:
    line = render("github", samples.findings(samples.BLOCK, base="/centers/harbor/"))
    assert line.startswith(
        "::warning file=centers/harbor/routing.ccdsl,line=14,endLine=20,title=CC405::"
    )


def test_gitlab_names_every_issue_once() -> None:
    twice = samples.findings(samples.DEAD_RULE, samples.DEAD_RULE, samples.MISSING)
    issues = as_gitlab(twice)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == 3
    assert {issue["severity"] for issue in as_gitlab(samples.ALL)} == {"major", "minor", "info"}


def test_junit_fails_for_errors_and_speaks_of_the_rest() -> None:
    suites = as_junit(samples.ALL)
    cases = suites.findall("./testsuite/testcase")
    assert len(cases) == int(suites.attrib["tests"]) == len(samples.ALL.diagnostics)
    assert len(suites.findall(".//failure")) == int(suites.attrib["failures"]) == 7
    assert len(suites.findall(".//system-out")) == 4
    assert sum(int(suite.attrib["tests"]) for suite in suites) == len(cases)
    assert [suite.attrib["name"] for suite in suites] == sorted(
        {found.span.path for found in samples.ALL.diagnostics}
    )


def test_junit_keeps_hostile_text_as_text() -> None:
    failure = as_junit(samples.findings(samples.INJECTED)).find(".//failure")
    assert failure is not None
    assert "<script>alert(1)</script>" in failure.attrib["message"]
    assert "]]> <script>" in (failure.text or "")
    assert "<U+001B>[31m" in (failure.text or "")
    assert len(failure) == 0
