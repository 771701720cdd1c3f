"""Conditions decided as far as the entry, the channel, the language and the dialed number go."""

from dataclasses import dataclass

from ccdsl.runtime.conditions import Compiler
from ccdsl.runtime.contact import NUMBERED
from ccdsl.runtime.shape_flows import Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What is known of every contact that arrives at one number or address."""

    entry: str
    channel: str
    language: str
    dialed: str | None


def reduce(condition: Condition, arrival: Arrival, compiler: Compiler) -> Condition | bool:
    """Return the condition without what the arrival decides, or what it comes to."""
    if "all" in condition:
        return _join(condition, condition["all"], arrival, compiler, neutral=True)
    if "any" in condition:
        return _join(condition, condition["any"], arrival, compiler, neutral=False)
    opposite = condition.get("not")
    if opposite is not None:
        decided = _decide(opposite, arrival, compiler)
        return condition if decided is None else not decided
    decided = _decide(condition, arrival, compiler)
    return condition if decided is None else decided


def _join(
    condition: Condition,
    parts: list[Condition],
    arrival: Arrival,
    compiler: Compiler,
    *,
    neutral: bool,
) -> Condition | bool:
    """Join what is left of the parts; `neutral` is what an `all` or `any` of nothing comes to."""
    left: list[Condition] = []
    for part in parts:
        kept = reduce(part, arrival, compiler)
        if isinstance(kept, bool):
            if kept is not neutral:
                return kept
        else:
            left.append(kept)
    if not left:
        return neutral
    if len(left) == 1:
        return left[0]
    if len(left) == len(parts) and all(a is b for a, b in zip(left, parts, strict=True)):
        return condition
    return {"all": left} if neutral else {"any": left}


def _decide(atom: Condition, arrival: Arrival, compiler: Compiler) -> bool | None:
    """Return whether a single test holds for every such contact, or None."""
    match atom["test"]:
        case "entry":
            return arrival.entry in atom["in"]
        case "channel":
            return arrival.channel in atom["in"]
        case "language":
            return arrival.language in atom["in"]
        case "dialed":
            return arrival.dialed is not None and compiler.numbers_of(atom).has(arrival.dialed)
        case "caller" if arrival.channel not in NUMBERED:
            return False
        case "withheld" if arrival.channel not in NUMBERED:
            return True
        case _:
            return None
