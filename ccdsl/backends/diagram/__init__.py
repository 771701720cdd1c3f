"""Call-flow diagrams: one neutral picture, one module per format that draws it.

Layout is not done here: whoever has run Graphviz over the DOT text hands the SVG back to `svg` and
`html`, so that this package reads and writes nothing.
"""

from ccdsl.backends.artifact import Artifact, Checked
from ccdsl.backends.diagram import dot, mermaid, outline
from ccdsl.backends.diagram.picture import Picture
from ccdsl.backends.diagram.pictures import all_pictures
from ccdsl.backends.diagram.world import world_of
from ccdsl.model.program import Which

FOLDER = "diagrams"


def pictures_of(checked: Checked, view: Which) -> tuple[Picture, ...]:
    """Return all pictures of one of a project's two centers."""
    return all_pictures(world_of(checked.program, checked.facts, view))


def links_by(home: str) -> str:
    """Return the way from `FOLDER` to the project's; `home` leads there from the folder above."""
    return f"../{home}"


def emit_diagrams(checked: Checked, view: Which, home: str) -> tuple[Artifact, ...]:
    """Return every picture in DOT, all of them as Mermaid in Markdown, and all in words."""
    pictures = pictures_of(checked, view)
    links = links_by(home)
    return (
        *(
            Artifact(path=f"{FOLDER}/{each.name}.dot", text=dot.render(each, links))
            for each in pictures
        ),
        Artifact(path=f"{FOLDER}/diagrams.md", text=mermaid.document(pictures)),
        Artifact(path=f"{FOLDER}/outline.txt", text=outline.document(pictures)),
    )


__all__ = ["FOLDER", "emit_diagrams", "links_by", "pictures_of"]
