"""Golden files with the endings that editors know."""

from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode


class TextFile(SingleFileSnapshotExtension):
    """A golden file of text."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


class JsonFile(TextFile):
    """A golden file of JSON."""

    file_extension = "json"


class SarifFile(TextFile):
    """A golden file of SARIF."""

    file_extension = "sarif"


class XmlFile(TextFile):
    """A golden file of XML."""

    file_extension = "xml"
