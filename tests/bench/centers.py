"""Generated centers of any size in the tour's mix: the tour again and again, under other names."""

import re
from functools import partial
from itertools import count
from pathlib import Path

from ccdsl.diagnostics import Problems
from ccdsl.source import Source, Span
from ccdsl.syntax import ast
from ccdsl.syntax.lexer import Token
from ccdsl.syntax.parser import File, parse

TOUR = Path(__file__).parents[1] / "projects" / "tour"
_SHARED = (ast.Center, ast.Roster)
"""Declarations that a project has once."""
_BY_TITLE = (ast.Require, ast.Scenario)
_OF_ALL = "when   caller in vip and"
_OF_OURS = "when   entry in main_line, website and caller in vip and"
"""A copy's requirement is about the contacts of that copy."""


def _is_shared(one: ast.Declaration) -> bool:
    """Whether a declaration is about the whole project, however many copies it has."""
    return isinstance(one, _SHARED) or (isinstance(one, ast.Require) and one.when is None)


def write_center(folder: Path, declarations: int) -> int:
    """Write a project of about so many declarations; return how many it has."""
    text = (TOUR / "tour.ccdsl").read_text(encoding="utf-8")
    text = text.replace(_OF_ALL, _OF_OURS)
    parsed = parse(Source(path="tour.ccdsl", text=text), Problems())
    copied = [one for one in parsed.declarations if not _is_shared(one)]
    shared = [one for one in parsed.declarations if _is_shared(one)]
    copies = max(1, round(declarations / len(copied)))
    folder.mkdir(parents=True)
    for part in ("ccdsl.yaml", "data/vip.csv"):
        (folder / part).parent.mkdir(parents=True, exist_ok=True)
        (folder / part).write_bytes((TOUR / part).read_bytes())
    first = [text[one.span.start : one.span.end] for one in shared]
    (folder / "center.ccdsl").write_text("\n\n".join(first) + "\n", encoding="utf-8")
    names = {one.name.text for one in copied if not isinstance(one, _BY_TITLE)} | _PEOPLE
    for number in range(copies):
        renamed = "".join(_copy(text, parsed, one.span, names, number) for one in copied)
        (folder / f"part_{number:04}.ccdsl").write_text(renamed, encoding="utf-8")
    (folder / "people").mkdir()
    (folder / "people/roster.yaml").write_text(_roster(names, copies), encoding="utf-8")
    return copies * len(copied) + len(shared)


def _copy(text: str, parsed: File, span: Span, names: set[str], number: int) -> str:
    """Return a declaration with every declared name and number made this copy's own."""
    pieces, at, before = [], span.start, ""
    for token in parsed.tokens:
        if span.start <= token.start < span.end:
            kept = before == "is" and token.is_word
            word = token.text if kept else _renamed(token, names, number)
            pieces += [text[at : token.start], word]
            at, before = token.end, token.text
    return "".join((*pieces, text[at : span.end], "\n\n"))


_PEOPLE = {"maria", "ana", "bo", "chris", "dee", "jordan"}


_WORD = re.compile(r"(?<![@\w.])[a-z_]+\b(?!: )(?!@)|(?<=\{|,| )(?:claims|life)(?=:)")


def _own(names: set[str], number: int, match: re.Match[str]) -> str:
    """Return a word of the roster as this copy has it."""
    return f"{match[0]}_{number}" if number and match[0] in names else match[0]


def _roster(names: set[str], copies: int) -> str:
    """Return one roster with everybody of every copy; extensions go on counting."""
    text = (TOUR / "people/roster.yaml").read_text(encoding="utf-8")
    people = text.split("people:\n", 1)[1]
    parts = ["people:\n"]
    extension = count(201)
    for number in range(copies):
        copy = _WORD.sub(partial(_own, names, number), people)
        parts.append(re.sub(r'"20\d"', lambda _: f'"{next(extension) % 1000:03}"', copy))
    return "".join(parts)


def _renamed(token: Token, names: set[str], number: int) -> str:
    if number == 0:
        return token.text
    if token.is_word and token.text in names:
        return f"{token.text}_{number}"
    if token.key == "%PHONE" and token.text.startswith("+1800555"):
        return f"+1{8_005_550_100 + 10 * number + int(token.text[-1])}"
    if token.key == "%STRING" and "{balance}" in token.text:
        return token.text.replace("{balance}", f"{{balance_{number}}}")
    if token.key == "%STRING" and token.text == '"harbor.example"':
        return f'"harbor-{number}.example"'
    if token.key == "%STRING" and token.text.startswith(('"A ', '"Claims is', '"Every', '"Nobody')):
        return f'{token.text[:-1]} ({number})"'
    return token.text
