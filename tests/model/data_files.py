"""What the tests of data files share: findings told briefly, and documents for both readers."""

import json
import re
from collections.abc import Callable

from jsonschema import Draft202012Validator

from ccdsl.diagnostics import Problems, Severity
from ccdsl.resources import read_resource

Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]


def told(problems: Problems, text: str) -> list[tuple[str, str, str]]:
    """Return the code, the marked words and the message of each finding."""
    return [(each.code, text[each.span.start : each.span.end], each.message) for each in problems]


def codes(problems: Problems) -> list[str]:
    """Return the code of each finding."""
    return [each.code for each in problems]


def as_yaml(document: Plain) -> bytes:
    """Write plain data as YAML that quotes all texts and escapes what cannot stand in a file."""
    text = json.dumps(document, ensure_ascii=False)
    odd = "[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
    return re.sub(odd, lambda match: f"\\u{ord(match[0]):04x}", text).encode()


def agree(document: Plain, schema: str, read: Callable[[str, bytes, Problems], object]) -> bool:
    """Check that a reader takes what a schema takes, and nothing else; return whether they do."""
    validator = Draft202012Validator(json.loads(read_resource(schema)))
    problems = Problems()
    read("file.yaml", as_yaml(document), problems)
    refused = [each for each in problems if each.severity is Severity.ERROR]
    is_valid = bool(validator.is_valid(document))
    assert is_valid == (not refused), (document, refused)
    return is_valid
