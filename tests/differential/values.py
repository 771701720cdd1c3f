"""Values of attributes."""

from collections.abc import Sequence
from random import Random

from ccdsl.runtime.contact import Value
from ccdsl.runtime.shape import Attribute


def any_value(attribute: Attribute, people: Sequence[str], random: Random) -> Value:
    """Return some value that the attribute can hold."""
    match attribute["type"]:
        case "one-of":
            return random.choice(attribute["values"])
        case "number":
            return random.choice((0, 1, 99, 100, 101, 249, 250, 251, 9_999, 10_000, 10_001))
        case "yes-no":
            return random.choice(("yes", "no"))
        case "digits":
            return random.choice(("12345678", "1")).ljust(attribute["length"][0], "1")[
                : attribute["length"][1]
            ]
        case "phone":
            return random.choice(("+13105550123", "+12125550103", "+12125550111"))
        case "person":
            return random.choice(people)
        case "text":
            return "hello"
