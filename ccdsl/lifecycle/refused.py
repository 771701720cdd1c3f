"""Why something cannot be done: data for a command to show."""

from ccdsl.record import record


@record
class Refused:
    """A step that was not taken: `message` is one clause, `help` a way out."""

    message: str
    help: str | None = None
