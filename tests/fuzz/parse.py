"""Feeds made-up inputs to the decoder, the parser and the formatter.

    python -m tests.fuzz.parse --count 100000 --seed 1
    python -m tests.fuzz.parse --examples

The second form tries every prefix, every single-token deletion and every single-token duplication
of every example. Both end with 1 if anything was raised.
"""

import argparse
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from random import Random

import click

from ccdsl.syntax.lexer import lex
from tests.fuzz.shapes import mutated, noise, seeded, valid, with_token_twice, without_token, words
from tests.fuzz.trial import trial
from tests.syntax.sources import EXAMPLES

_MOST_SHOWN = 5
_BIG = 5_000_000


def _made_up(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield inputs of all kinds, each from a seed of its own."""
    for number in range(count):
        random = seeded(f"{seed}/{number}")
        match number % 5:
            case 0:
                yield "bytes", noise(random)
            case 1:
                yield "words", words(random).encode()
            case 2:
                yield "grammar", valid(random).encode()
            case _:
                yield "mutated", _late(random, mutated(random, valid(random)).encode())


def _late(random: Random, data: bytes) -> bytes:
    """Now and then, spoil the bytes too."""
    match random.randrange(20):
        case 0:
            at = random.randrange(len(data) + 1)
            return data[:at] + random.randbytes(1) + data[at:]
        case 1:
            return b"\xef\xbb\xbf" + data
        case 2:
            return data.replace(b"\n", b"\r")
        case _:
            return data


def _of_examples(every: int) -> Iterator[tuple[str, bytes]]:
    """Yield every prefix, and every token dropped and doubled; or of these, one in `every`."""
    for path in EXAMPLES:
        text = path.read_text(encoding="utf-8")
        for at in range(0, len(text), every):
            yield "prefix", text[:at].encode()
        for at in range(0, len(lex(text).tokens), every):
            yield "deletion", without_token(text, at).encode()
            yield "duplication", with_token_twice(text, at).encode()


def big() -> Iterator[tuple[str, bytes]]:
    """Yield inputs of 5 MB, most of them hostile."""
    shapes = {
        "valid": "queue q {\n  channels voice\n  requires a >= 2, b\n}\n",
        "a mistake each": "queue q {\n  chanels voice\n}\n",
        "unclosed each": "queue q {\n  channels voice\n",
        "closers": "}",
        "openers": "{",
        "quotes": '"',
        "one word": "a",
        "words": "a ",
        "digits": "9",
        "null bytes": "\0",
        "carriage returns": "queue q {\r  chanels voice\r}\r",
        "comments": "# x\n",
        "declaration words": "queue ",
    }
    for name, shape in shapes.items():
        yield name, (shape * (_BIG // len(shape))).encode()
    lines = "  chanels voice\n" * (_BIG // 16)
    yield "one block", f"queue q {{\n{lines}}}\n".encode()
    yield "one list", b"queue q {\n channels voice" + b", voice" * (_BIG // 7) + b"\n title\n}"
    yield "not UTF-8", b"queue q {\n" + b"\xff" * _BIG
    nested = "when full { " * 60 + "play x\n" * (_BIG // 7)
    yield "nested", f"script s version 1 draft {{ start {{ {nested}".encode()
    yield "too deep", b"script s version 1 draft { start " + b"{ when full " * (_BIG // 12)


def _run(inputs: Iterator[tuple[str, bytes]], *, each: bool) -> bool:
    """Try all inputs, report, and return whether nothing was raised."""
    counts: Counter[tuple[str, str]] = Counter()
    worst, worst_data, failures = 0.0, b"", 0
    begun = time.perf_counter()
    for kind, data in inputs:
        at = time.perf_counter()
        try:
            outcome: str = trial(data)
            assert kind != "grammar" or outcome == "formatted", "the grammar's own text is refused"
        except Exception:  # noqa: BLE001 - whatever is raised is a finding
            outcome, failures = "RAISED", failures + 1
            if failures <= _MOST_SHOWN:
                click.echo(f"--- {kind}: {data[:2_000]!r}")
                traceback.print_exc(file=sys.stdout)
        took = time.perf_counter() - at
        counts[kind, outcome] += 1
        if each:
            click.echo(f"{took:7.2f} s  {len(data) / 1e6:.1f} MB  {kind}: {outcome}")
        if took > worst:
            worst, worst_data = took, data
    for (kind, outcome), count in sorted(counts.items()):
        click.echo(f"{count:8}  {kind}: {outcome}")
    total = time.perf_counter() - begun
    click.echo(
        f"{counts.total()} inputs in {total:.0f} s, the slowest {worst:.3f} s, raised {failures}"
    )
    if not each:
        click.echo(f"slowest: {worst_data[:400]!r}")
    return failures == 0


def main() -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--examples", action="store_true", help="all of the examples instead")
    parser.add_argument("--every", type=int, default=1, help="with --examples: one in so many")
    parser.add_argument("--big", action="store_true", help="files of 5 MB instead")
    asked = parser.parse_args()
    if asked.examples:
        return 0 if _run(_of_examples(asked.every), each=False) else 1
    if asked.big:
        return 0 if _run(big(), each=True) else 1
    return 0 if _run(_made_up(asked.count, asked.seed), each=False) else 1


if __name__ == "__main__":
    sys.exit(main())
