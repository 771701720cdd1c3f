"""Bytes to text: UTF-8, with or without a mark at its beginning."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from ccdsl.diagnostics import Problems
from ccdsl.source import Source, Span


def decode(path: str, data: bytes, problems: Problems) -> Source:
    """Return the text of a file; what is not UTF-8 becomes U+FFFD, and is said once (CC001).

    The text of a file with a CC001 is there to be shown, not to be parsed: what it says is not
    known, and `parse` reads nothing in it.
    """
    body = data.removeprefix(BOM_UTF8)
    try:
        return Source(path=path, text=body.decode("utf-8"))
    except UnicodeDecodeError as error:
        before = len(body[: error.start].decode("utf-8"))
        found = body[error.start]
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        problems.error(
            "CC001",
            "this file is in UTF-16",
            Span(path, 0, 0),
            help="save it as UTF-8: most editors ask for the encoding when they save",
        )
        return Source(path=path, text="")
    problems.error(
        "CC001",
        f"the byte 0x{found:02X} here is not UTF-8 text",
        Span(path, before, before + 1),
        help="save the file as UTF-8: most editors ask for the encoding when they save",
    )
    return Source(path=path, text=body.decode("utf-8", "replace"))
