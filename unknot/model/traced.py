"""Functions that are traced once for all processes: what was traced and lowered is kept beside the compiled code.

JAX keeps compiled code, but must trace and lower a function to find out which code is wanted, and that takes longer
than most fits. Here the lowered function (StableHLO, by `jax.export`) is kept under a key that holds everything it was
made from: the sources of all equations and facts, versions, shapes, and whatever stands in the arguments besides
arrays. Nothing that cannot be described for sure is kept; then, as without a folder for compiled code, the function is
compiled as usual.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Hashable, Sequence
from functools import cache, wraps
from importlib.metadata import version
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

import equinox as eqx
import jax
import jax.export
from jax.core import Tracer

from unknot.model.traced_key import IndescribableError, are_unchanged, describe, described_function, sources
from unknot.model.traced_outputs import tree_of_outputs
from unknot.tables.whole_file import whole_file

P = ParamSpec("P")
R = TypeVar("R")

FORMAT = b"unknot-traced/1\n"
_MADE_BY = ("jax", "jaxlib", "equinox", "numpy")
_SETTINGS = ("jax_enable_x64", "jax_default_matmul_precision", "jax_numpy_dtype_promotion")
_OTHERS_WRITE = 0o022


def traced_once(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a function of arrays and static values; arguments as for `equinox.filter_jit`.

    Args:
        function: Stands at the top of a module of the model or of inference; its annotation says what tree it returns.
    """
    usual = eqx.filter_jit(function)
    ready: dict[Hashable, Callable[[Sequence[Any]], R] | None] = {}
    one_at_a_time = threading.RLock()

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        folder = _folder()
        if folder is None:
            return usual(*args, **kwargs)
        leaves, tree = jax.tree.flatten((args, kwargs))
        if any(isinstance(leaf, Tracer) for leaf in leaves):
            return usual(*args, **kwargs)
        try:
            key = (folder, tree, tuple(map(_kind, leaves)), _setting())
            known = key in ready
        except TypeError:  # something that cannot be hashed: the usual way says what is wrong with it
            return usual(*args, **kwargs)
        if not known:
            with one_at_a_time:
                if key not in ready:
                    ready[key] = _prepared(function, args, kwargs, folder)
        run = ready[key]
        return usual(*args, **kwargs) if run is None else run([leaf for leaf in leaves if eqx.is_array(leaf)])

    return call


def _kind(leaf: Any) -> Hashable:
    """What a leaf is to the compiler."""
    if eqx.is_array(leaf):
        return leaf.shape, leaf.dtype, bool(getattr(leaf, "weak_type", False))
    return type(leaf), leaf


def _prepared(
    function: Callable[..., R], args: tuple[Any, ...], kwargs: dict[str, Any], folder: Path
) -> Callable[[Sequence[Any]], R] | None:
    """The function for arguments like these, from the folder where it is there; None if it cannot be kept."""
    try:
        said = (described_function(function), describe((args, kwargs)), _made_by(), _setting())
        outputs = tree_of_outputs(function)
    except IndescribableError:
        return None
    path = folder / f"{function.__name__.strip('_')}-{hashlib.sha256(repr(said).encode()).hexdigest()}"
    found = _read(path)
    if found is None:
        made = _exported(function, args, kwargs, outputs)
        if made is None:
            return None
        found, body = made
        # Code that was loaded before an upgrade must not be kept under the name of what lies there now.
        if are_unchanged():
            _write(path, body)
    lowered = found.call

    def ready(*arrays: Any) -> Any:
        return lowered(*arrays)

    ready.__name__ = function.__name__
    compiled = jax.jit(ready)
    return lambda arrays: cast(R, jax.tree.unflatten(outputs, compiled(*arrays)))


def _exported(
    function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any], outputs: Any
) -> tuple[jax.export.Exported, bytes] | None:
    """The lowered function and the bytes to keep; None where JAX cannot promise that they mean the same elsewhere."""
    leaves, tree = jax.tree.flatten((args, kwargs))
    trees: list[Any] = []

    def flat(*arrays: Any) -> list[Any]:
        coming = iter(arrays)
        again = [next(coming) if eqx.is_array(leaf) else leaf for leaf in leaves]
        again_args, again_kwargs = jax.tree.unflatten(tree, again)
        found, returned = jax.tree.flatten(function(*again_args, **again_kwargs))
        trees.append(returned)
        return found

    flat.__name__ = function.__name__
    try:
        exported = jax.export.export(jax.jit(flat))(*(leaf for leaf in leaves if eqx.is_array(leaf)))
        body = bytes(exported.serialize())
    except (ValueError, NotImplementedError):
        # So JAX refuses calls back into Python, among others. The function's own errors come again the usual way.
        return None
    return (exported, body) if trees[-1] == outputs else None


def _folder() -> Path | None:
    """Where lowered functions are kept; None where no compiled code is kept, or others could write."""
    config = cast(Any, jax.config)
    beside = config.jax_compilation_cache_dir
    if not beside or config.jax_disable_jit or config.jax_debug_nans:
        return None
    return _private(str(beside))


@cache
def _private(beside: str) -> Path | None:
    folder = Path(beside) / "traced"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.lstat()
    except OSError:
        return None
    if hasattr(os, "getuid") and (status.st_uid != os.getuid() or status.st_mode & _OTHERS_WRITE):
        return None
    return None if folder.is_symlink() else folder


def _read(path: Path) -> jax.export.Exported | None:
    """What is kept under a name; None where nothing is, or anything but what was written."""
    try:
        content = path.read_bytes()
        start = len(FORMAT) + hashlib.sha256().digest_size
        body = content[start:]
        if content[:start] != FORMAT + hashlib.sha256(body).digest():
            return None
        return jax.export.deserialize(bytearray(body))
    except (OSError, ValueError, AttributeError):
        return None


def _write(path: Path, body: bytes) -> None:
    """Keep a lowered function; where the disk takes none, the next process traces it again."""
    try:
        with whole_file(path) as aside:
            aside.write_bytes(FORMAT + hashlib.sha256(body).digest() + body)
    except OSError:
        return


@cache
def _made_by() -> tuple[str, ...]:
    return sources(), *(f"{name} {version(name)}" for name in _MADE_BY)


def _setting() -> tuple[Any, ...]:
    return jax.default_backend(), *(str(getattr(jax.config, name)) for name in _SETTINGS)
