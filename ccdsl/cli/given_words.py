"""Options that say something about a contact: any number of each, their order kept."""

from collections.abc import Callable

import click

from ccdsl.record import record

_KEY = "ccdsl.words"


@record
class Words:
    """What was said, as (name of the option, its text) in the order of the command line."""

    pairs: tuple[tuple[str, str], ...]

    def all(self, name: str) -> tuple[str, ...]:
        """Return what was said with one option, in order."""
        return tuple(text for each, text in self.pairs if each == name)

    def one(self, name: str) -> str | None:
        """Return what was said with one option, or None; the last word counts."""
        said = self.all(name)
        return said[-1] if said else None


class Worded(click.Command):
    """A command that keeps the words of its options that say something about a contact."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse as always, and keep the words in their order, whatever the options' names."""
        if not ctx.resilient_parsing:
            said, _, order = self.make_parser(ctx).parse_args(list(args))
            texts = {name: iter(_texts(value)) for name, value in said.items()}
            ctx.meta[_KEY] = tuple(
                (param.name, next(texts[param.name]))
                for param in order
                if param.name in texts
                and isinstance(param, click.Option)
                and not param.expose_value
            )
        return super().parse_args(ctx, args)


def _texts(value: object) -> list[str]:
    """Return one text for each time that an option was given; a bare one has none to say."""
    if isinstance(value, list):
        return [str(each) for each in value]
    return [""] * value if isinstance(value, int) else [str(value)]


def words_of(ctx: click.Context) -> Words:
    """Return what was said."""
    return Words(pairs=ctx.meta[_KEY])


def word(
    name: str, metavar: str, help_: str
) -> Callable[[click.decorators.FC], click.decorators.FC]:
    """Add an option with a text."""
    return click.option(name, multiple=True, metavar=metavar, help=help_, expose_value=False)


def bare_word(name: str, help_: str) -> Callable[[click.decorators.FC], click.decorators.FC]:
    """Add an option that says all by itself."""
    return click.option(name, count=True, help=help_, expose_value=False)
