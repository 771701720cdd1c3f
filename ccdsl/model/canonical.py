"""Canonical JSON: the one text that a value has, for digests and for sorting."""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Json: TypeAlias = "bool | int | str | Sequence[Json] | Mapping[str, Json] | None"
"""What JSON can say, without fractions: percentages are text, durations whole milliseconds."""


def canonical_json(value: Json) -> str:
    """Return the value's one text: keys sorted, no white space, text in NFC and not escaped."""
    return json.dumps(_nfc(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _nfc(value: Json) -> Json:
    match value:
        case str():
            return unicodedata.normalize("NFC", value)
        case Mapping():
            return {unicodedata.normalize("NFC", key): _nfc(part) for key, part in value.items()}
        case Sequence():
            return [_nfc(part) for part in value]
        case _:
            return value


def present(**fields: Json) -> dict[str, Json]:
    """Return an object of the fields that are there: None is left out."""
    return {name: value for name, value in fields.items() if value is not None}


def text_digest(text: str) -> str:
    """Return the SHA-256 of a text as UTF-8, as 64 lower-case hexadecimal digits."""
    from hashlib import sha256  # noqa: PLC0415 - loads OpenSSL, and most checks digest nothing

    return sha256(text.encode()).hexdigest()
