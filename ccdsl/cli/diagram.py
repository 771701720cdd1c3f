"""`ccdsl diagram`: pictures of how contacts flow through a center."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, assert_never

import click

from ccdsl.backends.diagram import dot, mermaid, outline, pictures
from ccdsl.backends.diagram.picture import Picture
from ccdsl.backends.diagram.world import World, file_name, world_of
from ccdsl.cli.complete import entries, queues, scripts
from ccdsl.cli.ends import Exit, Refusal
from ccdsl.cli.options import color_option, project_argument, today_option
from ccdsl.cli.output import Color, patience, result, say, tell
from ccdsl.cli.project import Judged, judge, open_project, warn_of_errors
from ccdsl.cli.written import output_path, spare_sources, way_home
from ccdsl.drawing.drawn import Drawable, Laid, draw_page, draw_svgs, title_of
from ccdsl.drawing.renderers import DrawingError, RendererName
from ccdsl.model.program import Which

Format = Literal["dot", "svg", "mermaid", "outline", "html"]
_SUFFIXES: dict[Format, str] = {
    "dot": ".dot",
    "svg": ".svg",
    "mermaid": ".mmd",
    "outline": ".txt",
    "html": ".html",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """What is to be drawn, and how."""

    format: Format
    renderer: RendererName
    out: Path | None
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choice:
    """What is to be drawn: at most one of these, or everything."""

    script: str | None
    entry: str | None
    queue: str | None
    center: bool


@click.command("diagram")
@project_argument
@click.option("--script", metavar="NAME", shell_complete=scripts, help="Only this script.")
@click.option(
    "--entry", metavar="NAME", shell_complete=entries, help="All that this entry reaches."
)
@click.option("--queue", metavar="NAME", shell_complete=queues, help="Only this queue.")
@click.option("--center", is_flag=True, help="Only the picture of the whole center.")
@click.option("--draft", is_flag=True, help="Draw the draft center.")
@click.option(
    "--compare",
    is_flag=True,
    help="Draw what the drafts change: both centers in one picture, differences marked.",
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(tuple(_SUFFIXES)),
    default="svg",
    help="`svg` and `html` are laid out here; `outline` is text for screen readers.",
)
@click.option(
    "--out", metavar="PATH", help="A file; for several pictures, a folder. Without it, the output."
)
@click.option(
    "--renderer",
    type=click.Choice(("auto", "dot", "embedded")),
    default="auto",
    help="What lays out: `auto` takes `dot` where it is installed.",
)
@today_option
@color_option
def command(
    project: str,
    *,
    script: str | None,
    entry: str | None,
    queue: str | None,
    format_name: Format,
    out: str | None,
    renderer: RendererName,
    today: date,
    color: Color,
    center: bool,
    draft: bool,
    compare: bool,
) -> Exit:
    """Draw how contacts flow through a center.

    PROJECT is its folder (this one, if none is given). Without a choice, all pictures are drawn:
    the center, and each routing, script, queue and after-hours policy. A dead step or a scenario
    that fails is no hindrance; what is not there or not clear is. With `--compare` and without a
    choice, those pictures are drawn in which draft and in-service differ.
    """
    choice = _Choice(script=script, entry=entry, queue=queue, center=center)
    which = _which(choice, draft=draft, compare=compare)
    judged = judge(open_project(project), today)
    if not judged.can_be_drawn:
        tell(judged.findings, color)
        say("nothing was drawn")
        return judged.exit_code("error")
    warn_of_errors(judged)
    title = title_of(judged.compiled.program, which)
    path = None if out is None else output_path(out)
    _draw(
        judged, choice, which, _Wish(format=format_name, renderer=renderer, out=path, title=title)
    )
    return Exit.CLEAN


def _which(choice: _Choice, *, draft: bool, compare: bool) -> Drawable:
    """Return the center to draw, or that both are; refuse what cannot be wanted at once."""
    wanted = (choice.script, choice.entry, choice.queue, choice.center or None)
    if sum(each is not None for each in wanted) > 1:
        raise click.UsageError("choose one of `--script`, `--entry`, `--queue` and `--center`")
    if draft and compare:
        raise click.UsageError("choose one of `--draft` and `--compare`")
    return "compared" if compare else "draft" if draft else "in-service"


def _draw(judged: Judged, choice: _Choice, which: Drawable, wish: _Wish) -> None:
    """Draw one center, or both as one."""
    if which != "compared":
        _write(judged, _chosen(_world(judged, which), choice), wish)
    elif chosen := _differing(judged, choice):
        _write(judged, chosen, wish)
    else:
        say("no draft changes anything that a picture shows; nothing was drawn")


def _world(judged: Judged, which: Which) -> World:
    compiled = judged.compiled
    return world_of(compiled.program, compiled.facts, which)


def _chosen(world: World, choice: _Choice) -> tuple[Picture, ...]:
    """Return the pictures asked for, or refuse names that nothing has."""
    match choice:
        case _Choice(script=str() as script):
            _known("script", script, world.view.scripts, world.program.draft.scripts)
            return pictures.script_pictures(world, script)
        case _Choice(entry=str() as entry):
            _known("entry", entry, world.program.entries)
            return pictures.entry_pictures(world, entry)
        case _Choice(queue=str() as queue):
            _known("queue", queue, world.program.queues)
            return pictures.queue_pictures(world, queue)
        case _:
            whole = choice.center
            return pictures.center_pictures(world) if whole else pictures.all_pictures(world)


def _differing(judged: Judged, choice: _Choice) -> tuple[Picture, ...]:
    """Return the pictures asked for, of both centers; without a choice, those that differ."""
    from ccdsl.backends.diagram import comparison

    before, after = _world(judged, "in-service"), _world(judged, "draft")
    program = judged.compiled.program
    match choice:
        case _Choice(script=str() as script):
            _known("script", script, {**before.view.scripts, **after.view.scripts})
            return comparison.compare_one(before, after, file_name("script", script))
        case _Choice(entry=str() as entry):
            _known("entry", entry, program.entries)
            return comparison.compare_entry(before, after, entry)
        case _Choice(queue=str() as queue):
            _known("queue", queue, program.queues)
            return comparison.compare_one(before, after, file_name("queue", queue))
        case _Choice(center=True):
            return comparison.compare_one(before, after, "center")
        case _:
            return comparison.compare(before, after)


def _known(
    kind: str, name: str, names: Mapping[str, object], drafts: Mapping[str, object] | None = None
) -> None:
    if name in names:
        return
    if drafts is not None and name in drafts:
        raise Refusal(f"{kind} `{name}` is only a draft", "add `--draft`")
    from ccdsl.syntax.wording import nearest

    near = nearest(name, tuple(names))
    way_out = f"did you mean `{near}`?" if near else f"there are: {', '.join(names) or 'none'}"
    raise Refusal(f"there is no {kind} `{name}`", way_out)


def _write(judged: Judged, chosen: Sequence[Picture], wish: _Wish) -> None:
    """Write the pictures to files, or as one text to standard output."""
    is_many = len(chosen) > 1 and wish.format != "html"
    if wish.out is None and is_many and wish.format == "svg":
        raise Refusal(
            f"there are {len(chosen)} pictures, and standard output takes one SVG",
            "add `--out FOLDER`, choose one, or ask for `--format html`",
        )
    into_folder = wish.out is not None and (is_many or wish.out.is_dir())
    links = _links(judged, wish.out, into_folder=into_folder)
    with patience("drawing"):
        texts = _texts(chosen, wish, links)
    if wish.out is None:
        result(_together(chosen, texts, wish.format))
        return
    names = ["index"] if wish.format == "html" else [each.name for each in chosen]
    suffix = _SUFFIXES[wish.format]
    for name, text in zip(names, texts, strict=True):
        path = wish.out / f"{name}{suffix}" if into_folder else wish.out
        spare_sources(judged.project, path)
        _save(path, text)


def _links(judged: Judged, out: Path | None, *, into_folder: bool) -> str:
    """Return the way from the folder that is written to, to the project's."""
    if out is None:
        return ""
    return way_home(judged.project.folder, out if into_folder else out.parent)


def _texts(chosen: Sequence[Picture], wish: _Wish, links: str) -> tuple[str, ...]:
    match wish.format:
        case "dot":
            return tuple(dot.render(each, links) for each in chosen)
        case "mermaid":
            return tuple(mermaid.render(each) for each in chosen)
        case "outline":
            return tuple(outline.render(each) for each in chosen)
        case "svg" | "html":
            return _laid(chosen, wish, links)
        case _:
            assert_never(wish.format)


def _laid(chosen: Sequence[Picture], wish: _Wish, links: str) -> tuple[str, ...]:
    """Return what had to be laid out, and say what did it."""
    try:
        if wish.format == "html":
            laid: Laid = draw_page(wish.title, chosen, wish.renderer, links)
        else:
            laid = draw_svgs(chosen, wish.renderer, links)
    except DrawingError as error:
        raise Refusal(error.message, error.help) from error
    say(f"laid out by {laid.renderer}")
    return laid.texts


def _together(chosen: Sequence[Picture], texts: Sequence[str], form: Format) -> str:
    """Return one text: several flowcharts become Markdown."""
    if form == "mermaid" and len(texts) > 1:
        return mermaid.document(chosen)
    return "\n".join(texts)


def _save(path: Path, text: str) -> None:
    from ccdsl.store.replacing import replace_file

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        from ccdsl.store.errors import words

        raise Refusal(f"`{path.parent.as_posix()}` cannot be made: {words(error)}") from error
    replace_file(path, text.encode())
    say(f"written to {path.as_posix()}")
