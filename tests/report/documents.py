"""Readers of the machine-readable formats, which refuse what their schemas refuse."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from jsonschema import Draft4Validator, Draft202012Validator

from ccdsl.report.findings import Findings
from ccdsl.report.formats import render

_HERE = Path(__file__).parent
_OURS = json.loads((_HERE.parents[1] / "schemas/diagnostics.schema.json").read_text())
_SARIF = json.loads((_HERE / "data/sarif-2.1.0.schema.json").read_text())
_OUR_VALIDATOR = Draft202012Validator(_OURS)
_SARIF_VALIDATOR = Draft4Validator(_SARIF)


def check_schemas() -> None:
    """Raise SchemaError unless both schemas are schemas."""
    Draft202012Validator.check_schema(_OURS)
    Draft4Validator.check_schema(_SARIF)


def as_json(findings: Findings) -> Any:  # noqa: ANN401 - JSON
    """Return the JSON format, read and validated."""
    document = _loads(render("json", findings))
    _OUR_VALIDATOR.validate(document)
    return document


def as_sarif(findings: Findings) -> Any:  # noqa: ANN401 - JSON
    """Return the one run of the SARIF log, read and validated."""
    document = _loads(render("sarif", findings))
    _SARIF_VALIDATOR.validate(document)
    return document["runs"][0]


def as_gitlab(findings: Findings) -> Any:  # noqa: ANN401 - JSON
    """Return the issues of the GitLab report."""
    return _loads(render("gitlab", findings))


def as_junit(findings: Findings) -> ET.Element:
    """Return the JUnit report, parsed from its bytes."""
    return ET.fromstring(render("junit", findings).encode())  # noqa: S314 - our own output


def _loads(text: str) -> Any:  # noqa: ANN401 - JSON
    assert text.isascii()
    assert text.endswith("\n")
    document = json.loads(text)
    json.dumps(document, ensure_ascii=False).encode()
    return document
