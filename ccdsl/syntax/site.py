"""Where a parse has stopped, and what could have stood there."""

from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from itertools import islice

from ccdsl.diagnostics import Diagnostic
from ccdsl.record import record
from ccdsl.source import Source
from ccdsl.syntax.lexer import Token
from ccdsl.syntax.machine import END_KEY, follow, machine
from ccdsl.syntax.table import Table

_FAR_ENOUGH = 3
"""An edit is believed when this many tokens follow it, or the end."""

DECLARATIONS = frozenset(
    (
        *("center", "attribute", "data-source", "callers", "holidays", "hours", "flag", "prompt"),
        *("voicemail", "entry", "routing", "queue", "overflow", "after-hours", "script", "roster"),
        *("skill", "role", "team", "shift", "recording", "report", "require", "scenario"),
    )
)
"""The words that begin a declaration."""

STAND_INS = {
    "%STRING": '""',
    "%WORD": "",
    "%INT": "1",
    "%DURATION": "1s",
    "%PERCENT": "100%",
    "%DATE": "2000-01-01",
    "%TIME": "00:00",
    "%SPAN": "00:00-24:00",
    "%PHONE": "+000000",
    "%DAYS": "mon",
}
"""What stands in for a missing piece until the declaration is set aside as broken."""


@record
class Edit:
    """Put `put` in the place of the tokens from `start` to `end`, and say `finding`.

    An edit that `loses` something leaves a gap that must not be held against the author.
    """

    start: int
    end: int
    put: tuple[Token, ...]
    finding: Diagnostic
    loses: bool = False


def has_line_end(text: str, start: int, end: int) -> bool:
    """Whether a line ends between two places."""
    return text.find("\n", start, end) >= 0 or text.find("\r", start, end) >= 0


def begins_line(source: Source, tokens: Sequence[Token], at: int) -> bool:
    """Whether a token is the first on its line."""
    return at == 0 or has_line_end(source.text, tokens[at - 1].end, tokens[at].start)


def stands_apart(source: Source, tokens: Sequence[Token], at: int) -> bool:
    """Whether what follows a declaration cannot be meant as a part of it."""
    key = tokens[at].key
    return key in (END_KEY, "}") or key in DECLARATIONS or begins_line(source, tokens, at)


def piece(key: str, place: int, text: str | None = None) -> Token:
    """Return a made-up token at a place between two real ones."""
    if key == "%WORD":
        word = text or ""
        return Token(word, word, place, place, is_word=True)
    shown = STAND_INS.get(key, key) if text is None else text
    return Token(key, shown, place, place, is_word=key[0].isalpha())


@record
class Site:
    """The token that cannot follow (`at`), and the states it met; `tokens` ends with an END."""

    table: Table
    source: Source
    tokens: Sequence[Token]
    at: int
    states: Sequence[int]

    @property
    def token(self) -> Token:
        """The token that cannot follow."""
        return self.tokens[self.at]

    @property
    def before(self) -> Token:
        """The token before it; only where there is one."""
        return self.tokens[self.at - 1]

    @cached_property
    def expected(self) -> tuple[str, ...]:
        """The keys of all tokens that can really follow, sorted."""
        return expected_after(self.table, self.states)

    @cached_property
    def is_new_line(self) -> bool:
        """Whether the token is the first on its line."""
        return begins_line(self.source, self.tokens, self.at)

    @property
    def is_complete(self) -> bool:
        """Whether the line before could end here."""
        return "}" in self.expected or END_KEY in self.expected

    @cached_property
    def container(self) -> str | None:
        """The grammar's name for what the innermost open bracket belongs to."""
        known = brackets()
        return next((known[one] for one in reversed(self.states) if one in known), None)

    @cached_property
    def open_states(self) -> Sequence[int]:
        """The states just after the innermost open bracket; none outside of any."""
        known = brackets()
        depths = range(len(self.states), 0, -1)
        return next((self.states[:at] for at in depths if self.states[at - 1] in known), ())

    @cached_property
    def starters(self) -> tuple[str, ...]:
        """The keys of what may begin a line in the innermost open bracket."""
        if not self.open_states:
            return ()
        keys = expected_after(self.table, self.open_states)
        return tuple(key for key in keys if key != "}")

    def end_of_line(self, start: int) -> int:
        """Return the index after the last token of a line; the END is never a part of one."""
        end = start + 1
        while self.tokens[end].key != END_KEY and not begins_line(self.source, self.tokens, end):
            end += 1
        return end

    def rest_of_line(self, start: int) -> int:
        """Return the index after the last token of a line, brackets and arrows excluded."""
        end = start
        while self.tokens[end].key not in (END_KEY, "{", "}", "->"):
            end += 1
            if begins_line(self.source, self.tokens, end):
                break
        return end

    def goes_on(self, put: Sequence[Token], resume: int) -> bool:
        """Whether parsing goes on with `put` and then from `tokens[resume]`.

        Far enough to believe it, that is, or to the end of a complete line: the next line may
        have a mistake of its own.
        """
        now = self._after(put)
        for at, token in enumerate(islice(self.tokens, resume, resume + _FAR_ENOUGH), resume):
            if now is None:
                return False
            is_apart = at > max(resume - 1, self.at) and begins_line(self.source, self.tokens, at)
            if is_apart and _may_end(self.table, now):
                return True
            now = follow(self.table, now, token)
            if token.key == END_KEY:
                break
        return now is not None

    def _after(self, put: Sequence[Token]) -> list[int] | None:
        now: list[int] | None = list(self.states)
        for token in put:
            if now is not None:
                now = follow(self.table, now, token)
        return now


def _may_end(table: Table, states: Sequence[int]) -> bool:
    return any(follow(table, states, piece(key, 0)) is not None for key in ("}", END_KEY))


def expected_after(table: Table, states: Sequence[int]) -> tuple[str, ...]:
    """Return the keys of all tokens that can really follow, sorted."""
    keys = table.actions[states[-1]]
    return tuple(sorted(key for key in keys if follow(table, states, piece(key, 0)) is not None))


@cache
def brackets() -> Mapping[int, str]:
    """Return, for each state just after a `{`, what that bracket belongs to.

    The state after an empty pair of brackets can only be reduced, and says to what.
    """
    table = machine().table
    found: dict[int, str] = {}
    for row in table.actions:
        opened = row.get("{", -1)
        if opened >= 0:
            closed = table.actions[table.actions[opened]["}"]]
            found[opened] = table.reductions[~next(iter(closed.values()))].builder
    return found
