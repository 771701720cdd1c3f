"""What a JSON document says, field by field; what does not fit is said in one way."""

from collections.abc import Mapping, Sequence

from ccdsl.model.canonical import Json

Record = Mapping[str, Json]


class TableError(Exception):
    """A routing table cannot be read back: `message` is one clause, `help` a way out."""

    def __init__(self, message: str, help: str | None = None) -> None:  # noqa: A002 - users' word
        """Keep both parts."""
        super().__init__(message)
        self.message = message
        self.help = help


def as_record(value: Json) -> Record:
    """Return an object; raises TableError for anything else."""
    if isinstance(value, Mapping):
        return value
    raise _misfit("an object", value)


def as_text(value: Json) -> str:
    """Return a text; raises TableError for anything else."""
    if isinstance(value, str):
        return value
    raise _misfit("a text", value)


def as_list(value: Json) -> Sequence[Json]:
    """Return a list; raises TableError for anything else."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return value
    raise _misfit("a list", value)


def text(record: Record, name: str) -> str:
    """Return the text of a field."""
    return as_text(record.get(name))


def maybe(record: Record, name: str) -> str | None:
    """Return the text of a field, None where it is not there."""
    return text(record, name) if name in record else None


def whole(record: Record, name: str) -> int:
    """Return the whole number of a field."""
    value = record.get(name)
    if isinstance(value, int):
        return value
    raise _misfit("a whole number", value)


def texts(record: Record, name: str) -> list[str]:
    """Return the texts of a field's list; none where it is not there."""
    return [as_text(each) for each in as_list(record.get(name, ()))]


def records(record: Record, name: str) -> list[Record]:
    """Return the objects of a field's list; none where it is not there."""
    return [as_record(each) for each in as_list(record.get(name, ()))]


def _misfit(wanted: str, value: Json) -> TableError:
    return TableError(f"{wanted} is expected where the table has `{value}`")
