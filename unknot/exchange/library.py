"""libSBML, which is imported when something is exported and is not needed otherwise."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from unknot.errors import ModelError


def libsbml() -> Any:
    """The library.

    Raises:
        ModelError: If it is not installed.
    """
    try:
        return import_module("libsbml")
    except ImportError as error:
        raise ModelError("This needs libSBML.", todo="Install it with: pip install 'unknot[exchange]'.") from error


def done(status: int) -> None:
    """Refuse what libSBML refused.

    Args:
        status: What a method of libSBML returned.

    Raises:
        ModelError: If that is a failure.
    """
    if status != 0:
        said = libsbml().OperationReturnValue_toString(status)
        raise ModelError("libSBML refused a part of the model.", given=str(said).strip())
