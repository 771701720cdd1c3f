"""`@record` and `@worker`: slotted stdlib dataclasses that cost little to declare and to build.

`dataclass(frozen=True)` compiles six methods a class when it is imported and sets every field
through `object.__setattr__`. There are some three hundred classes here and hundreds of thousands
of their instances, so equality, hash and repr are shared, and that nobody assigns to a record's
field is for the type checker to say. `__init__` is compiled once for all classes with as many
fields, and differs in the names: class by class it would be a tenth of a check of a small center.
"""

from collections.abc import Callable
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from functools import cache, cached_property
from types import CodeType, FunctionType
from typing import NamedTuple, TypeVar, dataclass_transform

T = TypeVar("T")
_INIT = "__init__"


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """Make a keyword-only record; fields with `compare=False` take no part in equality.

    It has slots, and a dictionary only if it caches properties.
    """
    slots = not _caches(cls)
    made = dataclass(slots=slots, kw_only=True, init=False, repr=False, eq=False)(cls)
    for name, method in (*_SHARED, (_INIT, _init(made, "*, "))):
        setattr(made, name, method)
    return made


@dataclass_transform(field_specifiers=(field,))
def worker(cls: type[T]) -> type[T]:
    """Make a class that is equal only to itself, and whose fields may change; slotted likewise."""
    made = dataclass(slots=not _caches(cls), init=False, repr=False, eq=False)(cls)
    setattr(made, _INIT, _init(made, ""))
    return made


def _caches(cls: type) -> bool:
    return any(isinstance(each, cached_property) for each in vars(cls).values())


def _init(made: type, star: str) -> FunctionType:
    """Return the `__init__` of a class: the body for as many fields, under the names of its own."""
    taken = [one for one in _known(made) if one.init]
    fresh = "".join("01"[one.default_factory is not MISSING] for one in taken)
    code = _body(fresh, star if taken else "", then=hasattr(made, "__post_init__"))
    names = {f"field_{number}": one.name for number, one in enumerate(taken)}
    factories = {f"make_{number}": one.default_factory for number, one in enumerate(taken)}
    init = FunctionType(
        code.replace(
            co_names=tuple(names.get(name, name) for name in code.co_names),
            co_varnames=tuple(names.get(name, name) for name in code.co_varnames),
            co_qualname=f"{made.__qualname__}.__init__",
        ),
        {"MISSING": MISSING, **factories},
    )
    # What is missing from a call is made by the factory, so a field with one defaults to MISSING.
    defaults = {one.name: one.default for one in taken if _may_be_missing(one)}
    init.__kwdefaults__ = defaults if star else None
    init.__defaults__ = None if star else tuple(defaults.values())
    return init


@cache
def _body(fresh: str, star: str, *, then: bool) -> CodeType:
    """Return an `__init__` of fields called by number; a 1 in `fresh` stands for a factory."""
    lines = [f"self.field_{number} = field_{number}" for number in range(len(fresh))]
    for number, is_made in enumerate(fresh):
        if is_made == "1":
            lines[number] += f" if field_{number} is not MISSING else make_{number}()"
    lines += ["self.__post_init__()"] if then else ["pass"]
    taken = ", ".join(f"field_{number}" for number in range(len(fresh)))
    module = compile(f"def __init__(self, {star}{taken}): {'; '.join(lines)}", "<record>", "exec")
    return next(each for each in module.co_consts if isinstance(each, CodeType))


def _may_be_missing(one: "Field[object]") -> bool:
    return one.default is not MISSING or one.default_factory is not MISSING


def _known(one: object) -> "tuple[Field[object], ...]":
    return fields(one) if is_dataclass(one) else ()


class _Declared(NamedTuple):
    """The names of a record's fields: those compared, those hashed, those shown."""

    compared: tuple[str, ...]
    hashed: tuple[str, ...]
    shown: tuple[str, ...]


_DECLARED: dict[type, _Declared] = {}


def _declared(one: object) -> _Declared:
    found = _DECLARED.get(type(one))
    if found is None:
        known = _known(one)
        found = _DECLARED[type(one)] = _Declared(
            compared=tuple(each.name for each in known if each.compare),
            hashed=tuple(
                each.name for each in known if (each.compare if each.hash is None else each.hash)
            ),
            shown=tuple(each.name for each in known if each.repr),
        )
    return found


def _equal(self: object, other: object) -> bool:
    if self is other:
        return True
    names = _declared(self).compared
    return type(self) is type(other) and all(
        getattr(self, name) == getattr(other, name) for name in names
    )


def _hash(self: object) -> int:
    return hash((type(self), *(getattr(self, name) for name in _declared(self).hashed)))


def _repr(self: object) -> str:
    shown = (f"{name}={getattr(self, name)!r}" for name in _declared(self).shown)
    return f"{type(self).__name__}({', '.join(shown)})"


_SHARED: tuple[tuple[str, Callable[..., object]], ...] = (
    ("__eq__", _equal),
    ("__hash__", _hash),
    ("__repr__", _repr),
)
