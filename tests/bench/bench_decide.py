"""Decisions a second beside zen-engine, on a first-hit table of the same 1,000 rules.

    python -m tests.bench.bench_decide

Prints ratios of medians measured in turn. Wants `numpy` and `zen-engine`; not part of the suite.
"""

import json
import random
import sys
from collections.abc import Iterator

import numpy as np
import zen

from ccdsl.runtime import Contact, RoutingTable
from tests.bench.timing import byte_compile, in_turn, say
from tests.runtime.tables import table_from

RULES = 1_000
QUEUES = 10
ONE_BY_ONE = 20_000
AT_ONCE = 2_000_000
FASTER, BATCH_FASTER = 8, 500


def number(rule: int) -> str:
    """Return the number that a rule is about; numbers lie far apart, as real ones do."""
    return f"+1{2_000_000_000 + rule * 7_919_333}"


def center() -> str:
    """Return a center of 1,000 rules: each about one number, every third about hours or callers."""
    queues = "".join(
        f'queue q{each} {{ title "Q{each}" channels voice wait forever }}\n'
        for each in range(QUEUES)
    )
    tests = {0: "", 1: " and hours day is open", 2: " and caller in vip"}
    rules = "".join(
        f"  when dialed is {number(rule)}{tests[rule % 3]} -> queue q{rule % QUEUES}\n"
        for rule in range(RULES - 1)
    )
    numbers = ", ".join(number(rule) for rule in range(RULES - 1))
    return f"""
center c {{
  title "C" timezone America/New_York country US languages en-US
  calendar 2026-01-01 to 2027-12-31 on-failure -> hang-up
}}
callers vip {{ +1212* +16465550100 }}
hours day {{ mon-fri 08:00-20:00 sat 09:00-13:00 }}
{queues}
entry all {{ voice {numbers} routing all }}
routing all version 1 in-service {{
{rules}  otherwise -> queue q0
}}
"""


def zen_rows() -> Iterator[dict[str, str]]:
    """Yield the same rules as rows of a decision table; whether it is open is an input."""
    for rule in range(RULES - 1):
        yield {
            "_id": f"r{rule}",
            "dialed": f'"{number(rule)}"',
            "open": "true" if rule % 3 == 1 else "",
            "vip": "true" if rule % 3 == 2 else "",
            "rule": str(rule),
        }
    yield {"_id": "r", "dialed": "", "open": "", "vip": "", "rule": str(RULES - 1)}


def zen_decision() -> zen.ZenDecision:
    """Return the decision table of the same rules, first hit."""
    fields = ("dialed", "open", "vip")
    table = {
        "hitPolicy": "first",
        "inputs": [{"id": name, "name": name, "field": name} for name in fields],
        "outputs": [{"id": "rule", "name": "rule", "field": "rule"}],
        "rules": list(zen_rows()),
    }
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode"},
        {"id": "table", "name": "table", "type": "decisionTableNode", "content": table},
        {"id": "out", "name": "out", "type": "outputNode"},
    ]
    edges = [
        {"id": "e1", "type": "edge", "sourceId": "in", "targetId": "table"},
        {"id": "e2", "type": "edge", "sourceId": "table", "targetId": "out"},
    ]
    return zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))


def contacts(table: RoutingTable, count: int) -> list[Contact]:
    """Return random contacts."""
    rng = random.Random(7)
    start, end = table.contents.window
    callers = [None, "+12125550199", "+16465550100", "+13105550199", "+447700900123"]
    return [
        Contact(
            to=number(rng.randrange(RULES - 1)),
            at=rng.randrange(start, end),
            caller=rng.choice(callers),
        )
        for _ in range(count)
    ]


def zen_input(table: RoutingTable, contact: Contact) -> dict[str, object]:
    """Return a contact as the decision table takes it, hours and callers looked up beforehand."""
    caller = contact.caller or ""
    return {
        "dialed": contact.to,
        "open": table.is_open("day", contact.at),
        "vip": caller.startswith("+1212") or caller == "+16465550100",
    }


def columns(table: RoutingTable) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return many random contacts as columns."""
    rng = np.random.default_rng(7)
    start, end = table.contents.window
    numbers = np.array([int(number(rule)) for rule in range(RULES - 1)])
    callers = np.array([0, 12125550199, 16465550100, 13105550199, 447700900123])
    return (
        rng.choice(numbers, AT_ONCE),
        rng.integers(start, end, AT_ONCE),
        rng.choice(callers, AT_ONCE),
    )


def main() -> None:
    """Measure, and say what is met."""
    byte_compile()
    table, decision = table_from(center()), zen_decision()
    asked = contacts(table, ONE_BY_ONE)
    inputs = [zen_input(table, contact) for contact in asked]
    for contact, given in zip(asked[:2_000], inputs, strict=False):
        expected = decision.evaluate(given)["result"]["rule"]
        assert table.decide(contact).rule.index == expected, (contact, expected)

    def ours() -> None:
        for contact in asked:
            table.decide(contact)

    def with_treatment() -> None:
        for contact in asked:
            _ = table.decide(contact).treatment

    def theirs() -> None:
        for given in inputs[:2_000]:
            decision.evaluate(given)

    to, at, caller = columns(table)
    found = table.decide_batch(to, at, caller)
    rate = {}
    for name, act in (("one by one", ours), ("with its first treatment", with_treatment)):
        mine, other = in_turn(act, theirs)
        rate[name] = (ONE_BY_ONE / mine, 2_000 / other)
    mine, other = in_turn(lambda: table.decide_batch(to, at, caller), theirs)
    rate["batch"] = (AT_ONCE / mine, 2_000 / other)
    for name, (mine, other) in rate.items():
        print(f"{name}: {mine:,.0f} decisions a second beside {other:,.0f}")
    assert len(found) == AT_ONCE
    bars = {"one by one": FASTER, "with its first treatment": FASTER, "batch": BATCH_FASTER}
    met = [
        say(f"{name}, times zen-engine", mine / other, bars[name], at_most=False)
        for name, (mine, other) in rate.items()
    ]
    sys.exit(0 if all(met) else 1)


if __name__ == "__main__":
    main()
