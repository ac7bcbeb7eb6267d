"""The tree that a function returns, read from its annotation, so that no file needs to say which classes to make."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

import jax

from unknot.model.traced_key import IndescribableError


def tree_of_outputs(function: Callable[..., Any]) -> Any:
    """The tree of arrays that a function says it returns.

    Raises:
        IndescribableError: If its annotation names anything but arrays, tuples, and classes made of them.
    """
    return jax.tree.structure(_example(get_type_hints(function).get("return")))


def _example(kind: Any) -> Any:
    if get_origin(kind) is tuple:
        return tuple(map(_example, get_args(kind)))
    if not isinstance(kind, type):
        raise IndescribableError(repr(kind))
    if issubclass(kind, jax.Array) or kind.__module__.startswith("jaxtyping"):
        return 0
    names = getattr(kind, "_fields", None) or ([field.name for field in fields(kind)] if is_dataclass(kind) else ())
    if not names:
        raise IndescribableError(repr(kind))
    hints = get_type_hints(kind)
    return kind(**{name: _example(hints[name]) for name in names})
