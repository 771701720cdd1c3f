"""`ccdsl plan`: what changes for contacts, exactly."""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Literal

import click

from ccdsl.analysis.compare_sides import Half, half_of
from ccdsl.analysis.plan import plan
from ccdsl.analysis.plan_calls import SCOPES, beyond, count_calls
from ccdsl.analysis.plan_records import Plan
from ccdsl.cli.deciding import deciding
from ccdsl.cli.ends import Exit, Refusal
from ccdsl.cli.options import color_option, today_option
from ccdsl.cli.output import Color, is_colored, patience, result
from ccdsl.cli.past_calls import read_calls
from ccdsl.cli.project import Judged, judge, open_project, read_project, shown
from ccdsl.model.lock_guard import Guard
from ccdsl.model.program import Program, Which
from ccdsl.report import plan_html, plan_json, plan_markdown, plan_text
from ccdsl.report.plan import PlanReport
from ccdsl.store.project import SETTINGS

Format = Literal["text", "markdown", "json", "html"]


@click.command("plan")
@click.argument("words", nargs=-1, metavar="[PROJECT] [GITREF]")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(("text", "markdown", "json", "html")),
    default="text",
    help="`markdown` fits a comment on a pull request, with pictures of what changed.",
)
@click.option(
    "--draft", is_flag=True, help="With GITREF: take the draft center of the working tree."
)
@click.option(
    "--table",
    "tables",
    type=(click.Path(path_type=Path), click.Path(path_type=Path)),
    metavar="OLD NEW",
    help="Compare two routing tables that `ccdsl build` made; no project is read.",
)
@click.option("--exit-code", is_flag=True, help="End with 1 where anything changes.")
@click.option(
    "--expect",
    metavar="TEXT",
    help="Fail on any other change: `only script main_menu, queue claims`.",
)
@click.option(
    "--calls",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Past calls as CSV (number, caller, time): how many of them each change concerns.",
)
@today_option
@color_option
def command(
    words: tuple[str, ...],
    *,
    format_name: Format,
    draft: bool,
    tables: tuple[Path, Path] | None,
    exit_code: bool,
    expect: str | None,
    calls: Path | None,
    today: date,
    color: Color,
) -> Exit:
    """Show exactly which contacts are treated differently, and how.

    PROJECT is its folder (this one, if none is given). Compared are draft and in service; with
    GITREF, a revision that git knows, like origin/main, with the working tree. Each change names
    the contacts, the old and the new way and end, and the lines of the source that cause it. Flags
    count as off for past calls. A table knows the lines of declarations, rules and steps only.
    """
    scopes = _scopes(expect)
    if tables is None:
        before, after, sides = _halves(*_split(words), today, draft=draft)
    elif words or draft:
        raise click.UsageError("`--table` compares two tables, so give it no project and no draft")
    else:
        before, after, sides = _tables(tables, today)
    with deciding():
        with patience("comparing"):
            found = plan((before, after))
        _hold_to_known(found, scopes or ())
        report = _report(after.program, found, sides, scopes, calls)
        if format_name == "markdown":
            report = _pictured(report, before, after)
        _print(report, format_name, color)
    return _exit(report, exit_code=exit_code)


def _split(words: tuple[str, ...]) -> tuple[str, str | None]:
    """Return the project's folder and the revision; one word is the folder if it is a project."""
    match words:
        case ():
            return ".", None
        case (word,):
            is_folder = (Path(word) / SETTINGS).is_file()
            return (word, None) if is_folder or Path(word).is_dir() else (".", word)
        case (project, ref):
            return project, ref
        case _:
            raise click.UsageError("give a project and a revision, no more")


def _scopes(expect: str | None) -> tuple[tuple[str, str], ...] | None:
    """Return what may change: `only KIND NAME, KIND NAME`."""
    if expect is None:
        return None
    only, _, listed = expect.strip().partition(" ")
    pairs = [tuple(one.split()) for one in listed.split(",")]
    scopes = tuple((pair[0], pair[1]) for pair in pairs if len(pair) == 2)  # noqa: PLR2004 - pairs
    if only != "only" or len(scopes) != len(pairs) or any(kind not in SCOPES for kind, _ in scopes):
        kinds = ", ".join(SCOPES)
        raise click.UsageError(
            f"`{expect}` is not clear; write it like `only script main_menu`, of {kinds}"
        )
    return scopes


def _hold_to_known(found: Plan, scopes: Sequence[tuple[str, str]]) -> None:
    """Refuse to expect something of a declaration that neither center has."""
    declared = found.comparison.same.declared
    for kind, name in scopes:
        if not any((kind, name) in side for side in declared):
            raise click.UsageError(f"there is no {kind} `{name}` on either side to expect it of")


def _halves(
    project: str, ref: str | None, today: date, *, draft: bool
) -> tuple[Half, Half, tuple[str, str]]:
    """Return both centers and what they are called."""
    judged = _whole(judge(open_project(project), today, proofs=False), "the working tree")
    if ref is None:
        return (_half(judged, "in-service"), _half(judged, "draft"), ("in service", "draft"))
    from ccdsl.store.git import revision_files

    folder = judged.project.folder
    then = read_project(folder, revision_files(folder, ref))
    earlier = _whole(judge(then, today, Guard(), proofs=False), f"`{ref}`")
    which: Which = "draft" if draft else "in-service"
    return (_half(earlier, "in-service"), _half(judged, which), (ref, "working tree"))


def _tables(tables: tuple[Path, Path], today: date) -> tuple[Half, Half, tuple[str, str]]:
    """Return the centers of two routing tables, called as their files are."""
    from ccdsl.cli.plan_tables import table_half

    before, after = (table_half(path, today) for path in tables)
    return before, after, (tables[0].as_posix(), tables[1].as_posix())


def _half(judged: Judged, which: Which) -> Half:
    half = half_of(judged.compiled.program, judged.compiled.facts, which)
    if half is None:
        raise Refusal("the calendar of this center cannot be read", "`ccdsl check` says why")
    return half


def _whole(judged: Judged, name: str) -> Judged:
    """Return a project that can be compared; refuse one of which it is not clear what it says."""
    if not judged.can_be_drawn:
        raise Refusal(
            f"{name} has {judged.findings.summary()}, so it is not clear what happens there",
            f"`ccdsl check {shown(judged.project.folder)}` says what to mend first",
        )
    return judged


def _report(
    program: Program,
    found: Plan,
    sides: tuple[str, str],
    scopes: Sequence[tuple[str, str]] | None,
    calls: Path | None,
) -> PlanReport:
    counts: tuple[int, ...] | None = None
    unplaced = 0
    if calls is not None:
        center = program.center
        zone = center.timezone.name if center is not None else "UTC"
        counts, unplaced = count_calls(found, read_calls(calls, zone))
    return PlanReport(
        plan=found,
        sides=sides,
        calls=counts,
        unplaced=unplaced,
        beyond=None if scopes is None else beyond(found, scopes),
    )


def _pictured(report: PlanReport, before: Half, after: Half) -> PlanReport:
    """Return the report with pictures of what changed, if anything did."""
    from dataclasses import replace

    from ccdsl.backends.diagram import mermaid
    from ccdsl.backends.diagram.comparison import compare
    from ccdsl.backends.diagram.picture import Sides
    from ccdsl.backends.diagram.world import World

    if not report.plan.changes:
        return report
    worlds = [
        World(program=half.program, view=half.view, flows=half.flows) for half in (before, after)
    ]
    sides = Sides(before=report.sides[0], after=report.sides[1])
    pictures = compare(worlds[0], worlds[1], sides, near=True)
    return replace(report, diagram=tuple(mermaid.document((each,)) for each in pictures))


def _print(report: PlanReport, format_name: Format, color: Color) -> None:
    match format_name:
        case "json":
            result(plan_json.render(report))
        case "markdown":
            result(plan_markdown.render(report))
        case "html":
            result(plan_html.render(report))
        case "text":
            colored = is_colored(color, sys.stdout)
            result(plan_text.render(report, color=colored), color=colored)


def _exit(report: PlanReport, *, exit_code: bool) -> Exit:
    """Return how the command ends: what is undecided or was not expected is a finding."""
    shown_plan = report.plan
    is_beyond = report.beyond is not None and bool(report.beyond or shown_plan.failing)
    is_bad = not shown_plan.complete or is_beyond
    is_changed = exit_code and bool(shown_plan.changes or shown_plan.failing)
    return Exit.FINDINGS if is_bad or is_changed else Exit.CLEAN
