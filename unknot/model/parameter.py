"""A number of the model with its unit, prior, status and source, written beside its equation."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, TypeVar

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float
from numpy.typing import NDArray

Status: TypeAlias = Literal["reported", "derived", "assumed"]
Scalar: TypeAlias = Float[Array, ""] | float
Coordinate = TypeVar("Coordinate", Scalar, NDArray[np.float64])


@dataclass(frozen=True, slots=True)
class LogNormal:
    r"""A positive quantity: $\ln\theta = \ln m + s z$, with z standard normal or Student-t.

    Attributes:
        median: The median, in the unit of the parameter.
        log_sd: The spread of the logarithm.
        degrees_of_freedom: Of the Student-t; None for normal tails.
    """

    median: float
    log_sd: float
    degrees_of_freedom: float | None = None

    @property
    def centre(self) -> float:
        """The centre of the logarithm."""
        return math.log(self.median)

    @property
    def spread(self) -> float:
        """The spread of the logarithm."""
        return self.log_sd

    def value(self, z: Coordinate) -> Coordinate:
        """The quantity at whitened coordinate z."""
        return self.median * _exp(self.log_sd * z)

    def whitened(self, value: Scalar) -> Scalar:
        """The whitened coordinate of a value."""
        return (jnp.log(value) - self.centre) / self.log_sd


@dataclass(frozen=True, slots=True)
class LogitNormal:
    r"""A share between 0 and 1: $\operatorname{logit}\theta = \operatorname{logit} m + s z$.

    Attributes:
        median: The median share.
        logit_sd: The spread of the logit.
        degrees_of_freedom: Of the Student-t; None for normal tails.
    """

    median: float
    logit_sd: float
    degrees_of_freedom: float | None = None

    @property
    def centre(self) -> float:
        """The centre of the logit."""
        return math.log(self.median / (1 - self.median))

    @property
    def spread(self) -> float:
        """The spread of the logit."""
        return self.logit_sd

    def value(self, z: Coordinate) -> Coordinate:
        """The share at whitened coordinate z."""
        return 1 / (1 + _exp(-(self.centre + self.logit_sd * z)))

    def whitened(self, value: Scalar) -> Scalar:
        """The whitened coordinate of a share."""
        return (jnp.log(value) - jnp.log1p(-value) - self.centre) / self.logit_sd


Prior: TypeAlias = LogNormal | LogitNormal


@dataclass(frozen=True, slots=True)
class Parameter:
    """What is known about a parameter before any data.

    Attributes:
        unit: Its unit, as read by `unknot.units`.
        doc: What it is.
        status: "reported" by a source, "derived" from one, or "assumed".
        source: Key of the study; empty when assumed.
        prior: Its spread over people where a diary can teach it; None for a fixed number.
        spread: Its spread over people where no diary can teach it; used to draw virtual people alone.
    """

    unit: str
    doc: str
    status: Status
    source: str = ""
    prior: Prior | None = None
    spread: Prior | None = None


def _exp(exponent: Coordinate) -> Coordinate:
    """NumPy's for its own arrays, for which JAX would compile each operation."""
    found: Any = np.exp(exponent) if isinstance(exponent, np.ndarray) else jnp.exp(exponent)
    return found


def number(value: Scalar) -> Float[Array, ""]:
    """Always an array of one kind, so that other values never make compiled code be compiled again.

    By way of NumPy, as JAX would compile a conversion for a plain number.
    """
    return jnp.asarray(value if isinstance(value, jax.Array) else np.asarray(value, dtype=float), dtype=float)


def parameter(
    default: float,
    *,
    unit: str,
    doc: str,
    status: Status,
    source: str = "",
    prior: Prior | None = None,
    spread: Prior | None = None,
) -> Any:
    """A field of a mechanism that holds a parameter.

    Args:
        default: The value for a typical person [unit].
        unit: Its unit.
        doc: What it is.
        status: "reported", "derived" or "assumed".
        source: Key of the study behind it.
        prior: Given when a diary can teach the parameter.
        spread: Given when people differ in it and no diary can teach it.
    """
    return eqx.field(
        default=default,
        converter=number,
        metadata={"parameter": Parameter(unit, doc, status, source, prior, spread)},
    )
