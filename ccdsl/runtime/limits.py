"""When a waiting contact is tested next."""

from collections.abc import Iterator

from ccdsl.runtime.contents import Contents
from ccdsl.runtime.shape import Queue
from ccdsl.runtime.shape_flows import Condition

_MS = 1_000


def next_limit(contents: Contents, queue: Queue, waited: int) -> int:
    """Return the second of its wait at which a contact is due: a test, or where needs widen."""
    widen = [-(-step["after_ms"] // _MS) for step in queue["widen"]]
    return min([next_test(contents, queue, waited), *(at for at in widen if at > waited)])


def next_test(contents: Contents, queue: Queue, waited: int) -> int:
    """Return the second at which the rules are due: a limit they name, or the next recheck."""
    every = max(queue["recheck_ms"], _MS)
    recheck = -(-(waited * _MS // every + 1) * every // _MS)
    due = [-(-limit // _MS) for limit in wait_limits(contents, queue)]
    return min([recheck, *(limit for limit in due if limit > waited)])


def wait_limits(contents: Contents, queue: Queue) -> Iterator[int]:
    """Yield the milliseconds from which an overflow's tests of `wait` come out otherwise."""
    if "overflow" not in queue:
        return
    flow = contents.flows["overflow", queue["overflow"]]
    for rule in flow.get("rules", []):
        if "when" in rule:
            yield from _limits(rule["when"])


def _limits(condition: Condition) -> Iterator[int]:
    for part in (*condition.get("all", ()), *condition.get("any", ())):
        yield from _limits(part)
    opposite = condition.get("not")
    atom = condition if opposite is None else opposite
    if atom.get("figure") == "wait":
        yield atom["value"] + (atom["compare"] in (">", "<="))
