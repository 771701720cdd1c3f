"""The digest of what a version says, judged by its text alone.

It is `content_digest` but for one thing: numbers are taken as they are written, whatever the type
of the attribute that they are compared with or set to. So it never changes while the text says the
same, and a version can be checked long after the attributes that it names are gone.
"""

from collections.abc import Iterator, Mapping

from ccdsl.model.content import AnyVersion, version_content
from ccdsl.model.digest import digest_of
from ccdsl.source import Span
from ccdsl.syntax import ast

_NOWHERE = Span("", 0, 0)


def own_digest(version: ast.Versioned) -> str:
    """Return the digest of what a version says."""
    if not isinstance(version, AnyVersion):
        raise TypeError(version.kind)
    return digest_of(version.kind, version_content(version, _AsWritten()))


class _AsWritten(Mapping[str, ast.Attribute]):
    """Every attribute that can be named, each a row of digits: those keep their zeros."""

    def __getitem__(self, name: str) -> ast.Attribute:
        return ast.Attribute(
            name=ast.Name(text=name, span=_NOWHERE),
            type="digits",
            values=(),
            length=None,
            secret=False,
            span=_NOWHERE,
        )

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0
