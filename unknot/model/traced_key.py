"""What a lowered function was made from, in words that are the same in every process."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any, cast

import equinox as eqx

PACKAGES = ("model", "inference", "evidence", "records.py", "units.py", "errors.py")
"""What equations are made of, and the facts in them."""
_KINDS = {".py", ".toml", ".csv", ".json"}


class IndescribableError(Exception):
    """Something of which it cannot be said for sure what it is in another process."""


def describe(value: Any) -> str:
    """A value in words: arrays by shape and kind, everything else with all that is in it.

    Raises:
        IndescribableError: If it holds a function, or an object whose class is not among `PACKAGES`.
    """
    if eqx.is_array(value):
        return f"{value.dtype}{value.shape}{'~' if getattr(value, 'weak_type', False) else ''}"
    if isinstance(value, Enum):
        return f"{_class(type(value))}.{value.name}"
    if value is None or type(value) in (bool, int, float, str, bytes):
        return repr(cast(object, value))
    if isinstance(value, (tuple, list)):
        inner = ",".join(map(describe, cast("tuple[Any, ...]", value)))
        kind = type(cast(object, value))
        return f"{kind.__name__ if kind in (tuple, list) else _class(kind)}({inner})"
    if isinstance(value, (set, frozenset)):
        return f"set({','.join(sorted(map(describe, cast('set[Any]', value))))})"
    if isinstance(value, Mapping):
        pairs = cast("Mapping[Any, Any]", value).items()
        return f"mapping({','.join(f'{describe(key)}:{describe(one)}' for key, one in pairs)})"
    if is_dataclass(value) and not isinstance(value, type):
        inner = ",".join(f"{field.name}={describe(getattr(value, field.name))}" for field in fields(value))
        return f"{_class(type(cast(object, value)))}({inner})"
    raise IndescribableError(type(value).__qualname__)


def described_function(function: Any) -> str:
    """A function at the top of a module, by its name.

    Raises:
        IndescribableError: If it stands elsewhere.
    """
    if "<" in function.__qualname__ or function.__closure__ or not _ours(function.__module__):
        raise IndescribableError(function.__qualname__)
    return f"{function.__module__}.{function.__qualname__}"


def _class(kind: type) -> str:
    if not _ours(kind.__module__) or "<" in kind.__qualname__:
        raise IndescribableError(kind.__qualname__)
    return f"{kind.__module__}.{kind.__qualname__}"


def _ours(module: str) -> bool:
    return any(f"{module}.".startswith(f"unknot.{name.removesuffix('.py')}.") for name in PACKAGES)


def sources() -> str:
    """SHA-256 of the sources of all equations and facts as this process found them, with the version of Python."""
    return f"{platform.python_version()} {_AT_IMPORT}"


def are_unchanged() -> bool:
    """Whether the sources are still those that this process began with; not so after an upgrade meanwhile."""
    return digest_of(_ROOT) == _AT_IMPORT


def digest_of(root: Path) -> str:
    """SHA-256 of names and bytes of all that equations are made of.

    Args:
        root: The folder of the package.
    """
    files = [
        path for name in PACKAGES for path in ((root / name).rglob("*") if (root / name).is_dir() else [root / name])
    ]
    said = hashlib.sha256()
    for path in sorted(path for path in files if path.suffix in _KINDS):
        content = path.read_bytes()
        said.update(f"{path.relative_to(root).as_posix()} {len(content)}\n".encode())
        said.update(content)
    return said.hexdigest()


_ROOT = Path(__file__).parents[1]
_AT_IMPORT = digest_of(_ROOT)
