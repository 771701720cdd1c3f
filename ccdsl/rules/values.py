"""Which values fit which attributes, and what is said of one that does not."""

from typing import Literal, assert_never

from ccdsl.model import words
from ccdsl.model.program import Program
from ccdsl.rules.words import did_you_mean, listed
from ccdsl.syntax import ast

Use = Literal["tested", "set"]
_NOT_A_WORD = "write it without quotes"


def misfit(
    program: Program, attribute: ast.Attribute, value: ast.Value, use: Use
) -> tuple[str, str | None] | None:
    """Return what is wrong with a value of an attribute, and the way out; None where it fits."""
    name = attribute.name.text
    match attribute.type:
        case "one-of":
            return _choice(name, tuple(one.text for one in attribute.values), value)
        case "yes-no":
            return _choice(name, ("yes", "no"), value)
        case "digits":
            return _digits(attribute, value)
        case "number":
            if use == "tested":
                return f"`{name}` is a number: figures are compared", f"write `{name} = …`"
            return _only(value, ast.Whole, f"`{name}` holds a number", "write it in digits")
        case "phone":
            return _phone(name, value, use)
        case "person":
            return _person(program, name, value)
        case "text":
            if use == "tested":
                return f"`{name}` is a text: texts are spoken and passed on, never tested", _ONE_OF
            return _only(value, ast.Text, f"`{name}` holds a text", 'write it in quotes: "…"')
        case _:
            assert_never(attribute.type)


_ONE_OF = "an attribute that rules ask about is `one-of` its values"


def _only(value: ast.Value, kind: type, message: str, way_out: str) -> tuple[str, str] | None:
    return None if isinstance(value, kind) else (message, way_out)


def _choice(name: str, values: tuple[str, ...], value: ast.Value) -> tuple[str, str | None] | None:
    written = _written(value)
    if isinstance(value, ast.Name) and value.text in values:
        return None
    if written in values:
        return f"`{name}` is one of names, not of texts", _NOT_A_WORD
    way_out = did_you_mean(written, values, f"it is {listed(values, 'or')}")
    return f"`{name}` is never `{written}`", way_out


def _digits(attribute: ast.Attribute, value: ast.Value) -> tuple[str, str | None] | None:
    name = attribute.name.text
    least, most = _length(attribute)
    if not isinstance(value, ast.Whole):
        return f"`{name}` holds digits", "write them as they are typed, such as `0123`"
    if least <= len(value.text) <= most:
        return None
    count = f"{least}" if least == most else f"{least} to {most}"
    return f"`{name}` has {count} digits, and `{value.text}` has {len(value.text)}", None


def _length(attribute: ast.Attribute) -> tuple[int, int]:
    if attribute.length is None:
        return (0, 0)
    return (attribute.length[0].value, attribute.length[1].value)


def _phone(name: str, value: ast.Value, use: Use) -> tuple[str, str | None] | None:
    if isinstance(value, ast.Phone) or (use == "tested" and isinstance(value, ast.Prefix)):
        return None
    return f"`{name}` holds a telephone number", "write it like `+18005550100`"


def _person(program: Program, name: str, value: ast.Value) -> tuple[str, str | None] | None:
    if not isinstance(value, ast.Name):
        return f"`{name}` holds somebody on the roster", "write the id they have there"
    if program.people is None or value.text in program.people:
        return None
    way_out = did_you_mean(value.text, program.people, "write an id from the roster")
    return f"nobody on the roster is called `{value.text}`", way_out


def _written(value: ast.Value) -> str:
    """Return a value as it is written, without quotes."""
    return value.value if isinstance(value, ast.Text) else words.value(value)
