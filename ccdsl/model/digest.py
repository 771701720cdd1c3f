"""Content digests: one short text for what a declaration says, whoever computes it.

The digest is SHA-256, as 64 lower-case hexadecimal digits, of the canonical JSON of
`{"content": …, "edition": 1, "kind": …}`. `content` is the form that the routing table carries
(its schema names every field) without `name`, `version`, `source`, `digest`, `review`, the
nodes' `line` and `path`, the calendar, and what only the calendar makes of `hours`. Comments,
layout, places and order of declarations are not part of it; titles and labels are. Neither
are the name and the version number: a renamed script says what it said.
"""

from ccdsl.model.canonical import canonical_json, text_digest
from ccdsl.model.content import Content, Described, content
from ccdsl.model.program import Program

EDITION = 1


def content_digest(declaration: Described, program: Program) -> str:
    """Return the digest of what a declaration of this program says."""
    return digest_of(declaration.kind, content(declaration, program))


def digest_of(kind: str, said: Content) -> str:
    """Return the digest of content that is at hand."""
    whole = canonical_json({"edition": EDITION, "kind": kind, "content": said})
    return text_digest(whole)
