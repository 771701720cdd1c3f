"""Prompts as a contact hears them."""

import re
from collections.abc import Mapping

from ccdsl.runtime.contact import Value
from ccdsl.runtime.errors import RoutingError
from ccdsl.runtime.shape import Prompt
from ccdsl.runtime.steps import Saying

_SPOKEN = re.compile(r"\{([a-z][a-z0-9_-]*)\}")


def say(prompt: Prompt, language: str, attributes: Mapping[str, Value]) -> Saying:
    """Return a prompt in a language; raises RoutingError where words or values are missing."""
    name = prompt["name"]
    wording = prompt["wordings"].get(language)
    if wording is None:
        message = f"prompt `{name}` says nothing in {language}"
        raise RoutingError(message)

    def spoken(match: re.Match[str]) -> str:
        value = attributes.get(match[1])
        if value is None:
            message = f"prompt `{name}` speaks `{match[1]}`, which is not set"
            raise RoutingError(message)
        return str(value)

    return Saying(
        prompt=name,
        language=language,
        text=_SPOKEN.sub(spoken, wording["text"]),
        audio=wording.get("audio"),
    )
