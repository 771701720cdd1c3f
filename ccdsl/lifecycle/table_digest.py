"""The digest of a routing table: of what it says, not of where that stands in the source."""

from hashlib import sha256

from ccdsl.backends.table import placeless, table_document
from ccdsl.compiler import Compiled
from ccdsl.model.canonical import canonical_json


def table_digest(compiled: Compiled) -> str:
    """Return the digest of the table that is in service; the project has no errors.

    It is SHA-256 of the canonical JSON of the routing table without the version of the time zone
    data, the reviews, and the paths and lines of the source.
    """
    document = table_document(compiled.program, compiled.facts, "in-service")
    said = {key: placeless(value) for key, value in document.items() if key != "tzdata"}
    return sha256(canonical_json(said).encode()).hexdigest()
