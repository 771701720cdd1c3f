"""`ccdsl test`: every scenario run, what they cover, and the next one to write."""

import sys
from datetime import date
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from ccdsl.cli.ends import Exit, Refusal
from ccdsl.cli.options import color_option, project_argument, today_option
from ccdsl.cli.output import Color, is_colored, patience, result, say, tell
from ccdsl.cli.project import Judged, judge, open_project
from ccdsl.cli.running import obstacles
from ccdsl.model.program import Which
from ccdsl.record import record
from ccdsl.scenarios.choosing import Expression, ExpressionError, read_expression
from ccdsl.scenarios.coverage import Coverage
from ccdsl.scenarios.running import Change, Tests, changes, coverage_of, run_tests
from ccdsl.store.errors import StoreError

if TYPE_CHECKING:
    from ccdsl.scenarios.next_best import Suggestions

_SUGGESTED = 5

Format = Literal["text", "junit", "json", "github"]
CoverageFormat = Literal["text", "html", "lcov"]


@record
class Wish:
    """What is to be run, and how it is to be shown."""

    draft: bool
    both: bool
    chosen: Expression
    format: Format
    verbose: bool
    coverage: CoverageFormat | None
    fail_under: float | None
    suggest: int | None
    color: Color

    @property
    def is_colored(self) -> bool:
        """Whether the result takes colour."""
        return is_colored(self.color, sys.stdout)


@record
class Ran:
    """What was run, in one center or both; coverage is of the first."""

    centers: tuple[Tests, ...]
    changed: tuple[Change, ...] | None
    coverage: Coverage


@click.command("test")
@project_argument
@click.option("--draft", is_flag=True, help="Run them in the draft center.")
@click.option("--both", is_flag=True, help="Run them in both, and show what a draft changes.")
@click.option("-k", "expression", metavar="EXPR", help='Only these: `-k "claims and not snow"`.')
@click.option(
    "--format",
    "format_name",
    type=click.Choice(("text", "junit", "json", "github")),
    default="text",
    help="The form of the result.",
)
@click.option("-v", "--verbose", is_flag=True, help="Show every title.")
@click.option("--coverage", type=click.Choice(("text", "html", "lcov")), help="Show coverage.")
@click.option("--fail-under", type=click.FloatRange(0, 100), metavar="PERCENT", help="Least cover.")
@click.option(
    "--suggest",
    type=click.IntRange(min=1),
    is_flag=False,
    flag_value=_SUGGESTED,
    metavar="[N]",
    help=f"Write scenarios that cover what is missing; {_SUGGESTED} unless N is given.",
)
@click.option("--watch", is_flag=True, help="Run again whenever a file changes.")
@today_option
@color_option
def command(
    *,
    project: str,
    draft: bool,
    both: bool,
    expression: str | None,
    format_name: Format,
    verbose: bool,
    coverage: CoverageFormat | None,
    fail_under: float | None,
    suggest: int | None,
    watch: bool,
    today: date,
    color: Color,
) -> Exit:
    """Run the scenarios of a project.

    PROJECT is its folder (this one, if none is given). Scenarios run in the center in service;
    coverage and suggestions are about the center they run in. Coverage as html or lcov is the
    result by itself, to be written to a file. Exit code 1: a scenario failed, the cover is below
    --fail-under, or the project has errors.
    """
    _check(draft=draft, both=both, fail_under=fail_under)
    wish = Wish(
        draft=draft,
        both=both,
        chosen=_chosen(expression),
        format=format_name,
        verbose=verbose,
        coverage=coverage,
        fail_under=fail_under,
        suggest=suggest,
        color=color,
    )
    if watch:
        _watch(project, today, wish)
        return Exit.CLEAN
    return _run(project, today, wish)


def _check(*, draft: bool, both: bool, fail_under: float | None) -> None:
    """Refuse options that say nothing together, or nothing at all."""
    if draft and both:
        raise click.UsageError("`--both` runs the draft center already: leave `--draft` out")
    if fail_under is not None and isnan(fail_under):
        raise click.UsageError("`--fail-under` takes a percentage, from 0 to 100")


def _chosen(text: str | None) -> Expression:
    try:
        return read_expression('""' if text is None else text)
    except ExpressionError as error:
        raise Refusal(
            f"`-k {text}` cannot be read: {error}", "write `claims and not snow`"
        ) from error


def _watch(project: str, today: date, wish: Wish) -> None:
    """Run again after each change; the end of it is Ctrl-C, and clean."""
    from ccdsl.cli.watching import pause, snapshot, watch

    def act() -> None:
        try:
            _run(project, today, wish)
        except Refusal as refusal:
            say(f"error: {refusal.message}")
        except StoreError as error:
            say(f"error: `{error.path}`: {error.message}")
        say("waiting for a change; Ctrl-C ends")

    open_project(project)
    try:
        watch(lambda: snapshot(Path(project)), act, pause)
    except KeyboardInterrupt:
        return


def _run(project: str, today: date, wish: Wish) -> Exit:
    judged = judge(open_project(project), today, proofs=False)
    if obstacles(judged):
        tell(judged.findings, wish.color)
        return Exit.FINDINGS
    titles = [one.name.text for one in judged.compiled.program.scenarios]
    if titles and not any(wish.chosen.matches(title) for title in titles):
        raise Refusal("no scenario has a title that `-k` means", "leave `-k` out to run them all")
    ran = _ran(judged, wish)
    _show(judged, wish, ran)
    failed = any(tests.failed for tests in ran.centers)
    percent = ran.coverage.percent
    is_low = wish.fail_under is not None and percent < wish.fail_under
    if is_low:
        say(f"{percent:.1f}% is covered, less than {wish.fail_under:g}%")
    return Exit.FINDINGS if failed or is_low else Exit.CLEAN


def _ran(judged: Judged, wish: Wish) -> Ran:
    """Run what was asked for."""
    program = judged.compiled.program
    views = program.views if wish.both else (program.draft if wish.draft else program.in_service,)
    centers = tuple(run_tests(program, view, wish.chosen.matches) for view in views)
    return Ran(
        centers=centers,
        changed=tuple(changes(program, wish.chosen.matches)) if wish.both else None,
        coverage=coverage_of(centers[0]),
    )


def _show(judged: Judged, wish: Wish, ran: Ran) -> None:
    """Write what was asked for to standard output."""
    if wish.coverage in ("html", "lcov"):
        result(_covered(judged, wish, ran.coverage))
        _say_counts(ran)
    elif wish.format == "text":
        _show_text(judged, wish, ran)
    else:
        result(_rendered(judged, wish, ran))


def _say_counts(ran: Ran) -> None:
    """Say on standard error what passed and failed, where the result is about something else."""
    from ccdsl.report.tests_text import summary

    for tests in ran.centers:
        say(summary(tests))


def _show_text(judged: Judged, wish: Wish, ran: Ran) -> None:
    from ccdsl.report import tests_text

    for one in ran.centers:
        head = f"{one.center.view.which} center\n" if wish.both else ""
        text = tests_text.render(one, color=wish.is_colored, verbose=wish.verbose)
        result(head + text, color=wish.is_colored)
    if ran.changed is not None:
        text = tests_text.render_changes(ran.changed, color=wish.is_colored)
        result(f"\n{text}", color=wish.is_colored)
    if wish.coverage is not None:
        result(f"\n{_covered(judged, wish, ran.coverage)}")
    if wish.suggest is not None:
        result(f"\n{_suggested(judged, ran, wish.suggest)}")


def _rendered(judged: Judged, wish: Wish, ran: Ran) -> str:
    """Return the result for a machine."""
    if wish.format == "junit":
        from ccdsl.report.tests_junit import render as junit

        return junit(ran.centers)
    if wish.format == "github":
        from ccdsl.report.tests_github import render as github

        return "".join(github(tests, judged.findings.base) for tests in ran.centers)
    from ccdsl.report.tests_json import render as json

    return json(
        ran.centers,
        changes=ran.changed,
        coverage=ran.coverage if wish.coverage is not None else None,
        suggestions=_suggestions(judged, ran, wish.suggest) if wish.suggest is not None else None,
    )


def _covered(judged: Judged, wish: Wish, coverage: Coverage) -> str:
    """Return the coverage in the form that was asked for."""
    program = judged.compiled.program
    if wish.coverage == "lcov":
        from ccdsl.report.coverage_lcov import render as lcov

        return lcov(program, coverage)
    if wish.coverage == "html":
        from ccdsl.report.coverage_html import render as html

        pictures = _pictures(judged, wish, coverage)
        return html(program, coverage, judged.findings.project, pictures)
    from ccdsl.report.coverage_text import render as text

    return text(program, coverage)


def _pictures(judged: Judged, wish: Wish, coverage: Coverage) -> list[tuple[str, str]]:
    """Return the diagrams with what is covered; none, and a word about it, if nothing draws."""
    from ccdsl.backends.diagram import pictures_of
    from ccdsl.drawing.drawn import draw_inline
    from ccdsl.drawing.renderers import DrawingError
    from ccdsl.report.coverage_pictures import marked

    view: Which = "draft" if wish.draft else "in-service"
    pictures = [
        marked(judged.compiled.program, coverage, picture)
        for picture in pictures_of(judged.compiled, view)
        if picture.kind != "center"
    ]
    try:
        drawn = draw_inline(pictures, "auto", "")
    except DrawingError as error:
        say(f"the page is without diagrams: {error.message}")
        return []
    return [(picture.title, svg) for picture, svg in zip(pictures, drawn.texts, strict=True)]


def _suggested(judged: Judged, ran: Ran, most: int) -> str:
    """Return scenarios to paste, and what no contact was found for."""
    from ccdsl.report.suggestions import render

    return render(judged.compiled.program, _suggestions(judged, ran, most))


def _suggestions(judged: Judged, ran: Ran, most: int) -> "Suggestions":
    from ccdsl.scenarios.next_best import suggest

    with patience("looking for scenarios"):
        center = ran.centers[0].center
        return suggest(center, ran.coverage, judged.compiled.facts.calendars, most)
