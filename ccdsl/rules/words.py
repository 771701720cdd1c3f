"""Words that several rules say alike, and repetitions that several rules look for."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from ccdsl.diagnostics import Label
from ccdsl.source import Span
from ccdsl.syntax import ast
from ccdsl.syntax.wording import nearest

T = TypeVar("T")
DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MOST_LISTED = 12


def listed(words: Sequence[str], last: str = "and") -> str:
    """Return `a`, `b` and `c`; past a dozen, how many more there are."""
    quoted = [f"`{word}`" for word in words[:_MOST_LISTED]]
    if len(words) > _MOST_LISTED:
        return f"{', '.join(quoted)} {last} {len(words) - _MOST_LISTED} more"
    return " ".join([", ".join(quoted[:-1]), last, quoted[-1]]) if quoted[1:] else "".join(quoted)


def did_you_mean(word: str, known: Iterable[str], otherwise: str | None = None) -> str | None:
    """Return a help with the nearest of the known words, or the other one."""
    near = nearest(word, sorted(known))
    return f"did you mean `{near}`?" if near else otherwise


def first_here(span: Span, text: str = "the first one is here") -> tuple[Label, ...]:
    """Return the label that points at the earlier of two."""
    return (Label(span=span, text=text),)


def repeats(items: Iterable[T], key: Callable[[T], object]) -> Iterator[tuple[T, T]]:
    """Yield (again, first) for every item whose key an earlier item has."""
    seen: dict[object, T] = {}
    for item in items:
        first = seen.setdefault(key(item), item)
        if first is not item:
            yield item, first


def clock(minutes: int) -> str:
    """Return minutes since midnight as `08:30`; those of the next day start again."""
    within = minutes if minutes == 24 * 60 else minutes % (24 * 60)
    return f"{within // 60:02}:{within % 60:02}"


def day_names(days: Sequence[int]) -> str:
    """Return days, 0 is Monday, as the language writes them: `mon-fri`, `sat, sun`."""
    runs: list[list[int]] = []
    for day in sorted(set(days)):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(part for run in runs for part in _run_names(run))


def _run_names(run: Sequence[int]) -> list[str]:
    if len(run) > 2:  # noqa: PLR2004 - two days are named one by one
        return [f"{DAY_NAMES[run[0]]}-{DAY_NAMES[run[-1]]}"]
    return [DAY_NAMES[day] for day in run]


def headed(declaration: ast.AnyDeclaration) -> str:
    """Return a declaration as a message names it: queue `claims`, this requirement."""
    if isinstance(declaration, ast.Require):
        return "this requirement"
    if isinstance(declaration, ast.Scenario):
        return "this scenario"
    if isinstance(declaration, ast.Center | ast.Roster):
        return f"the {declaration.kind}"
    return f"{declaration.kind} `{declaration.name.text}`"
