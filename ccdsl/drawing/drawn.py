"""Pictures that need a layout: SVG, and the page that holds all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ccdsl.backends.artifact import Artifact, Checked
from ccdsl.backends.diagram import FOLDER, dot, html, links_by, pictures_of, svg
from ccdsl.backends.diagram.picture import Picture
from ccdsl.drawing.renderers import Drawn, RendererName, draw
from ccdsl.model.program import Program, Which

Drawable = Which | Literal["compared"]
"""What pictures show: one of a project's centers, or both at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """Texts that are laid out, and what did it."""

    renderer: str
    texts: tuple[str, ...]


def draw_svgs(pictures: Sequence[Picture], renderer: RendererName, links: str) -> Laid:
    """Return an SVG document for each picture; raises DrawingError."""
    drawn = draw([dot.render(each, links) for each in pictures], renderer)
    named = (svg.named(each, of) for each, of in zip(drawn.svgs, pictures, strict=True))
    return Laid(renderer=drawn.renderer, texts=tuple(named))


def draw_inline(pictures: Sequence[Picture], renderer: RendererName, links: str) -> Laid:
    """Return an SVG element for each picture, fit to stand together on a page.

    Raises DrawingError.
    """
    drawn = _draw_for_page(pictures, renderer, links)
    texts = tuple(
        svg.named(laid[laid.index("<svg") :], picture, html.prefix_of(number))
        for number, (picture, laid) in enumerate(zip(pictures, drawn.svgs, strict=True))
    )
    return Laid(renderer=drawn.renderer, texts=texts)


def draw_page(title: str, pictures: Sequence[Picture], renderer: RendererName, links: str) -> Laid:
    """Return one page with all pictures; raises DrawingError."""
    drawn = _draw_for_page(pictures, renderer, links)
    text = html.page(title, pictures, drawn.svgs, links)
    return Laid(renderer=drawn.renderer, texts=(text,))


def drawn_artifacts(
    checked: Checked, view: Which, renderer: RendererName, home: str
) -> tuple[str, tuple[Artifact, ...]]:
    """Return what laid the pictures out, and the files that `build` adds; raises DrawingError.

    `home` leads from the output folder to the project's, for links to the sources.
    """
    pictures, links = pictures_of(checked, view), links_by(home)
    drawn = _draw_for_page(pictures, renderer, links)
    page = html.page(title_of(checked.program, view), pictures, drawn.svgs, links)
    files = [
        Artifact(
            path=f"{FOLDER}/{picture.name}.svg",
            text=svg.named(laid, picture, html.prefix_of(number)),
        )
        for number, (picture, laid) in enumerate(zip(pictures, drawn.svgs, strict=True))
    ]
    return drawn.renderer, (*files, Artifact(path=f"{FOLDER}/index.html", text=page))


def _draw_for_page(pictures: Sequence[Picture], renderer: RendererName, links: str) -> Drawn:
    dots = [dot.render(each, links, html.prefix_of(number)) for number, each in enumerate(pictures)]
    return draw(dots, renderer)


def title_of(program: Program, view: Drawable) -> str:
    """Return the title of a page of pictures: of one center, or of both."""
    center = program.center
    name = "" if center is None else center.title.value if center.title else center.name.text
    if view == "compared":
        return f"{name}: what the drafts change"
    return f"{name}: how contacts flow{', with the drafts' if view == 'draft' else ''}"
