"""Names as people say them: titles where there are some, else the name without its signs."""

from collections.abc import Iterable

from ccdsl.model.program import Program, View
from ccdsl.syntax import ast

_LONGEST = 60


class Names:
    """What things of one center are called in front of a supervisor."""

    def __init__(self, program: Program, view: View) -> None:
        """Take a program and which versions are in the center."""
        self._program = program
        self._view = view

    def queue(self, name: str) -> str:
        """Return a queue's title."""
        queue = self._program.queues.get(name)
        return quoted(queue.title if queue and queue.title != name else spaced(name))

    def script(self, name: str) -> str:
        """Return a script's title."""
        return quoted(_title(self._view.scripts.get(name), name))

    def voicemail(self, name: str) -> str:
        """Return a box's title."""
        return quoted(_title(self._program.voicemails.get(name), name))

    def entry(self, name: str) -> str:
        """Return an entry's title."""
        return _title(self._program.entries.get(name), name)

    def flag(self, name: str) -> str:
        """Return a flag's title."""
        return quoted(_title(self._program.flags.get(name), name))

    def routing(self, name: str) -> str:
        """Return a routing's title."""
        return _title(self._view.routings.get(name), name)

    def person(self, name: str) -> str:
        """Return somebody's name."""
        person = (self._program.people or {}).get(name)
        return person.name if person else spaced(name)

    def prompt(self, name: str) -> str:
        """Return what a prompt says in the center's first language, shortened."""
        prompt, first = self._program.prompts.get(name), self._program.first_language
        if prompt is None or not first:
            return quoted(spaced(name))
        texts = {each.language.tag: each.text.value for each in prompt.wordings}
        return quoted(shortened(texts.get(first) or next(iter(texts.values()), spaced(name))))

    def prompts(self, names: Iterable[str]) -> str:
        """Return what several prompts say."""
        return " ".join(self.prompt(name) for name in names)


def _title(declaration: object, name: str) -> str:
    title = getattr(declaration, "title", None)
    return title.value if isinstance(title, ast.Text) else spaced(name)


def spaced(name: str) -> str:
    """Return a name as words: `snow_day` is `snow day`."""
    return " ".join(name.replace("_", " ").replace("-", " ").replace(".", " ").split())


def quoted(text: str) -> str:
    """Return a text in quotation marks."""
    return f"“{text}”"


def shortened(text: str) -> str:
    """Return the beginning of a text, cut between words."""
    flat = " ".join(text.split())
    if len(flat) <= _LONGEST:
        return flat
    return flat[:_LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:.") + " …"
