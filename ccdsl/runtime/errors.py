"""The one exception of the runtime."""


class RoutingError(Exception):
    """The table cannot say what to do; the message tells an administrator why.

    The number is not in the table, the instant is outside the calendar, an event does not answer
    what was asked, a value does not fit its attribute, or the file is not a routing table.
    """
