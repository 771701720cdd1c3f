"""Values against the types of their attributes."""

from collections.abc import Mapping

from ccdsl.runtime.contact import Value, check_number
from ccdsl.runtime.contents import Contents
from ccdsl.runtime.errors import RoutingError
from ccdsl.runtime.shape import Attribute


def check_values(contents: Contents, values: Mapping[str, Value]) -> dict[str, Value]:
    """Return values as attributes hold them; raises RoutingError for one that does not fit."""
    return {name: check_value(contents, name, value) for name, value in values.items()}


def check_value(contents: Contents, name: str, value: Value) -> Value:
    """Return one value as its attribute holds it; a yes-no also takes True and False."""
    attribute = contents.attributes.get(name)
    if attribute is None:
        message = f"there is no attribute called `{name}`"
        raise RoutingError(message)
    if attribute["type"] == "number":
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        raise _does_not_fit(attribute, value, "is a whole number")
    if attribute["type"] == "yes-no" and isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, str):
        raise _does_not_fit(attribute, value, "is text")
    return _text(contents, attribute, value)


def _text(contents: Contents, attribute: Attribute, value: str) -> str:
    match attribute["type"]:
        case "one-of":
            allowed = attribute.get("values", [])
            if value not in allowed:
                raise _does_not_fit(attribute, value, f"is one of {', '.join(allowed)}")
        case "yes-no":
            if value not in ("yes", "no"):
                raise _does_not_fit(attribute, value, "is yes or no")
        case "digits":
            least, most = attribute.get("length", [1, len(value)])
            if not (value.isdigit() and value.isascii() and least <= len(value) <= most):
                raise _does_not_fit(attribute, value, f"has {least} to {most} digits")
        case "phone":
            check_number(value)
        case "person":
            if contents.people and value not in contents.people:
                raise _does_not_fit(attribute, value, "is somebody on the roster")
        case "text" | "number":
            pass
    return value


def _does_not_fit(attribute: Attribute, value: object, fits: str) -> RoutingError:
    """Return the error; a secret value is not told."""
    shown = "this value" if attribute["secret"] else f"`{value}`"
    return RoutingError(f"{shown} does not fit `{attribute['name']}`, which {fits}")
