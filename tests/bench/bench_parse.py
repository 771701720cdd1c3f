"""Text to tree on 1 MB: beside python-hcl2 and beside plain Lark.

Run as `python -m tests.bench.bench_parse`; needs the `bench` extra.
"""

import json
import sys
from collections.abc import Iterator

import hcl2
from lark import Lark

from ccdsl.diagnostics import Problems
from ccdsl.resources import read_resource
from ccdsl.source import Source
from ccdsl.syntax.lexer import lex
from ccdsl.syntax.parser import parse
from tests.bench.centers import TOUR
from tests.bench.timing import in_turn, say

MEGABYTE = 1_000_000


def as_hcl(text: str) -> Iterator[str]:
    """Yield the same content as HCL: a block for a block, a list of words for a line."""
    words: list[str] = []
    depth = number = 0
    end = 0
    for token in lex(text).tokens:
        if words and ("\n" in text[end : token.start] or token.key == "}"):
            yield f"{'  ' * depth}line_{number} = {json.dumps(words)}\n"
            words, number = [], number + 1
        if token.key == "{":
            kind, *labels = words or ["block"]
            name = kind if kind[0].isalpha() else "block"
            head = " ".join([name, *(json.dumps(label) for label in labels)])
            yield f"{'  ' * depth}{head} {{\n"
            words, depth = [], depth + 1
        elif token.key == "}":
            depth -= 1
            yield f"{'  ' * depth}}}\n"
        else:
            words.append(token.text.strip('"'))
        end = token.end


def main() -> None:
    """Measure and print."""
    tour = (TOUR / "tour.ccdsl").read_text(encoding="utf-8")
    text = tour * (MEGABYTE // len(tour))
    source = Source(path="big.ccdsl", text=text)
    one_hcl = "".join(as_hcl(tour))
    hcl = one_hcl * (len(text) // len(tour) // 8)
    lark = Lark(
        read_resource("grammar/ccdsl.lark"),
        start="file",
        parser="lalr",
        propagate_positions=True,
        maybe_placeholders=True,
    )

    def ours() -> None:
        problems = Problems()
        parse(source, problems)
        if problems:
            sys.exit("the benchmark's own text has mistakes")

    ours()
    own, plain = in_turn(ours, lambda: lark.parse(text), runs=5)
    met = say("times plain Lark, same grammar, 1 MB", plain / own, 1.3, at_most=False)
    own, other = in_turn(ours, lambda: hcl2.loads(hcl), runs=3)
    per_hcl = other * 8
    met &= say("times python-hcl2, same content", per_hcl / own, 8, at_most=False)
    print(
        f"ccdsl {len(text) / own / 1000:.0f} KB/s, python-hcl2 {len(hcl) / other / 1000:.0f} KB/s"
    )
    sys.exit(not met)


if __name__ == "__main__":
    main()
