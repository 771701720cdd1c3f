"""The next best scenarios: for what nothing covers yet, contacts that would, each one tried out."""

from collections.abc import Iterator, Mapping, Sequence

from ccdsl.diagnostics import Problems
from ccdsl.model.calendar import Calendar
from ccdsl.record import record
from ccdsl.scenarios.coverage import Coverage, Item, Mark, marks
from ccdsl.scenarios.explore import BUDGET, Found, explore
from ccdsl.simulate.center import Center
from ccdsl.simulate.judge import run_scenario
from ccdsl.simulate.written import Written, write_scenario
from ccdsl.source import Source, Span
from ccdsl.syntax import ast
from ccdsl.syntax.parser import parse


@record
class Suggestion:
    """A scenario to paste, and what it covers that nothing else does."""

    text: str
    covers: tuple[Item, ...]


@record
class Suggestions:
    """Scenarios, the best first, and what no contact was found for, which proves nothing."""

    scenarios: tuple[Suggestion, ...]
    not_found: tuple[Item, ...]


def suggest(
    center: Center,
    coverage: Coverage,
    calendars: Mapping[str, Calendar],
    most: int,
    budget: int = BUDGET,
) -> Suggestions:
    """Return at most so many scenarios that cover the most of what is missing, greedily."""
    missing = coverage.missing
    found = _candidates(center, missing, calendars, budget)
    reachable = frozenset().union(*found) if found else frozenset()
    chosen: list[Suggestion] = []
    left = set(reachable)
    titles = {scenario.name.text for scenario in center.program.scenarios}
    while left and found and len(chosen) < most:
        covers = max(found, key=lambda covered: (len(covered & left), -len(covered)))
        if not covers & left:
            break
        new = tuple(item for item in missing if item.mark in covers & left)
        made = _made(center, found.pop(covers), new, titles)
        if made is not None:
            chosen.append(made)
            left -= covers
    return Suggestions(
        scenarios=tuple(chosen),
        not_found=tuple(item for item in missing if item.mark not in reachable),
    )


def _candidates(
    center: Center, missing: Sequence[Item], calendars: Mapping[str, Calendar], budget: int
) -> dict[frozenset[Mark], Found]:
    """Return the first contact found for each set of missing items that one contact covers."""
    wanted = {item.mark for item in missing}
    found: dict[frozenset[Mark], Found] = {}
    left = set(wanted)
    for tried in explore(center, calendars, wanted, budget) if wanted else ():
        covers = frozenset(marks(center.program, tried.trace) & wanted)
        if covers and covers not in found:
            found[covers] = tried
            left -= covers
        if not left:
            break
    return found


def _made(
    center: Center, found: Found, new: tuple[Item, ...], titles: set[str]
) -> Suggestion | None:
    """Return a scenario as text, once it has been read back, has passed and covers what it must."""
    title = _title(new[0], titles)
    since = tuple(_drafts(center, found))
    written = Written(title=title, contact=found.contact, world=found.world, trace=found.trace)
    text = write_scenario(center, written, since)
    problems = Problems()
    read = parse(Source(path="scenario.ccdsl", text=text), problems).declarations
    if tuple(problems) or len(read) != 1 or not isinstance(read[0], ast.Scenario):
        return None
    outcome = run_scenario(center, read[0])
    if not outcome.passed or outcome.trace is None:
        return None
    covered = marks(center.program, outcome.trace)
    if not all(item.mark in covered for item in new):
        return None
    titles.add(title)
    return Suggestion(text=text, covers=new)


def _title(item: Item, titles: set[str]) -> str:
    title = f"{item.owner}, {item.name}".replace("“", "").replace("”", "")
    number = 1
    while f"{title}{number if number > 1 else ''}" in titles:
        number += 1
    return f"{title}{number if number > 1 else ''}"


def _drafts(center: Center, found: Found) -> Iterator[str]:
    """Yield the drafts that a contact comes through, as `since` names them."""
    taken = set(found.trace.taken)
    for one in center.view.declarations():
        if one.version.state == "draft" and any(_inside(span, one.span) for span in taken):
            yield f"{one.kind} {one.name.text} version {one.version.number.value}"


def _inside(span: Span, outer: Span) -> bool:
    return span.path == outer.path and outer.start <= span.start < outer.end
