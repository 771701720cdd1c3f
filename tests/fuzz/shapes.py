"""Texts made from the grammar itself, and what can be done to them."""

import re
from collections.abc import Callable
from functools import cache
from random import Random

from lark import Lark
from lark.grammar import Rule

from ccdsl.resources import read_resource
from ccdsl.syntax.lexer import lex

_DEEPEST = 9
_SAMPLES: dict[str, tuple[str, ...]] = {
    "NAME": ("gold", "q1", "crm.customer", "snow_day", "a-b", "title", "stay_on", "monday"),
    "LANGUAGE": ("en-US", "es", "zh-Hant-TW"),
    "COUNTRY": ("US", "DE"),
    "ZONE": ("America/New_York", "Etc/GMT+5", "UTC"),
    "STRING": ('"x"', '""', '"say \\"hi\\" \\\\"', '"ñ 日本 🙂 {name}"', '"<script>&"'),
    "PHONE": ("+18005550100", "+49301234567"),
    "PREFIX": ("+1646555*", "+1*"),
    "DATE": ("2026-12-25", "2024-02-29"),
    "SPAN": ("08:00-20:00", "22:00-06:00", "00:00-24:00"),
    "TIME": ("08:00", "23:59:59"),
    "DURATION": ("30s", "1h30m", "500ms", "90d"),
    "PERCENT": ("80%", "0.5%", "100%"),
    "DAYS": ("mon", "mon-fri", "fri-mon"),
    "INT": ("0", "3", "12345678"),
    "KEY": ("star", "pound"),
}
_GAPS = (" ", " ", " ", "  ", "\n", "\n\n\n", "\t", "\r\n", " # why\n", "\n# own line\n")
_JUNK = ("{", "}", "->", ",", '"', "when", "queue", "\0", "\ufeff", "“", "=>", ":", "9am", "#", "é")
_CUTS = re.compile(r"\s+|\w+|[^\w\s]")


@cache
def _grammar() -> tuple[dict[str, list[Rule]], dict[str, str], dict[str, int]]:
    """Return the productions by origin, the keywords by terminal, and how deep each rule goes."""
    lark = Lark(read_resource("grammar/ccdsl.lark"), start="file", parser="lalr")
    rules: dict[str, list[Rule]] = {}
    for rule in lark.rules:
        rules.setdefault(rule.origin.name, []).append(rule)
    words = {one.name: one.pattern.value for one in lark.terminals if one.pattern.type == "str"}
    return rules, words, _heights(rules)


def _heights(rules: dict[str, list[Rule]]) -> dict[str, int]:
    """Return the least depth of a derivation of each rule."""
    heights: dict[str, int] = {}
    for _ in rules:
        for origin, several in rules.items():
            known = [height for rule in several if (height := _height(rule, heights)) is not None]
            if known:
                heights[origin] = min(known)
    return heights


def _height(rule: Rule, heights: dict[str, int]) -> int | None:
    deepest = 0
    for symbol in rule.expansion:
        if not symbol.is_term:
            if symbol.name not in heights:
                return None
            deepest = max(deepest, heights[symbol.name])
    return deepest + 1


def seeded(seed: object) -> Random:
    """Return a generator that gives the same again for the same seed."""
    return Random(str(seed))


def declaration(random: Random, gap: Callable[[], str]) -> str:
    """Return a declaration that the grammar accepts."""
    parts: list[str] = []
    _derive(random, "declaration", 0, parts)
    return "".join(f"{part}{gap()}" for part in parts)


def _derive(random: Random, origin: str, depth: int, parts: list[str]) -> None:
    rules, words, heights = _grammar()
    choices = rules[origin]
    if depth > _DEEPEST:
        least = min(_height(rule, heights) or 0 for rule in choices)
        choices = [rule for rule in choices if _height(rule, heights) == least]
    for symbol in random.choice(choices).expansion:
        if not symbol.is_term:
            _derive(random, symbol.name, depth + 1, parts)
        elif symbol.name in words:
            parts.append(words[symbol.name])
        else:
            parts.append(random.choice(_SAMPLES[symbol.name]))


def valid(random: Random) -> str:
    """Return a whole file that the grammar accepts, laid out anyhow."""
    plain = random.random() < 0.5
    gaps = (" ",) if plain else _GAPS
    several = range(random.randint(1, 4))
    return "\n".join(declaration(random, lambda: random.choice(gaps)) for _ in several)


def mutated(random: Random, text: str) -> str:
    """Return `text` with a few tokens or characters dropped, doubled, moved, cut or put in."""
    for _ in range(random.randint(1, 3)):
        text = random.choice(_MUTATIONS)(random, text)
    return text


def _pieces(text: str) -> list[str]:
    return _CUTS.findall(text)


def _drop(random: Random, text: str) -> str:
    pieces = _pieces(text)
    at = random.randrange(len(pieces) + 1)
    return "".join(pieces[:at] + pieces[at + 1 :])


def _double(random: Random, text: str) -> str:
    pieces = _pieces(text)
    at = random.randrange(len(pieces) + 1)
    return "".join(pieces[:at] + pieces[at : at + 1] * 2 + pieces[at + 1 :])


def _swap(random: Random, text: str) -> str:
    pieces = _pieces(text)
    if len(pieces) > 1:
        one, other = random.randrange(len(pieces)), random.randrange(len(pieces))
        pieces[one], pieces[other] = pieces[other], pieces[one]
    return "".join(pieces)


def _cut(random: Random, text: str) -> str:
    return text[: random.randrange(len(text) + 1)]


def _put(random: Random, text: str) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + random.choice(_JUNK) + text[at:]


def _spell(random: Random, text: str) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + text[at + 1 :]


_MUTATIONS = (_drop, _double, _swap, _cut, _put, _spell)


def words(random: Random) -> str:
    """Return words and signs of the language in no order."""
    _, known, _ = _grammar()
    samples = [*known.values(), *_JUNK, *(one for several in _SAMPLES.values() for one in several)]
    return "".join(
        random.choice(samples) + random.choice(_GAPS) for _ in range(random.randint(0, 60))
    )


def noise(random: Random) -> bytes:
    """Return bytes, or characters, in no order."""
    size = random.randint(0, 200)
    if random.random() < 0.5:
        return random.randbytes(size)
    highest = random.choice((0x7F, 0xFF, 0x2FFF, 0x1FFFF))
    points = (random.randrange(highest) for _ in range(size))
    return "".join(chr(one) for one in points if not 0xD800 <= one < 0xE000).encode()


def without_token(text: str, at: int) -> str:
    """Return `text` without its token number `at`."""
    token = lex(text).tokens[at]
    return text[: token.start] + text[token.end :]


def with_token_twice(text: str, at: int) -> str:
    """Return `text` with its token number `at` written twice."""
    token = lex(text).tokens[at]
    return f"{text[: token.end]} {token.text}{text[token.end :]}"
