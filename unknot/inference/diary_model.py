"""The model that fits what a diary holds: only the mechanisms it can tell something about."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from unknot.errors import FitError
from unknot.evidence.load import instrument as find_instrument
from unknot.evidence.schema.instrument import Instrument
from unknot.inference.timeline import DEFAULT_RESOLUTION
from unknot.model.exposure import Exposure, exposures, usual_minutes
from unknot.model.linearise import Structure, structure_of
from unknot.model.mechanism import Mechanism
from unknot.model.mechanisms.affect import Affect
from unknot.model.mechanisms.nociception import Nociception
from unknot.model.mechanisms.perception import Perception
from unknot.model.mechanisms.relief import Relief
from unknot.model.mechanisms.sleep import Sleep
from unknot.model.mechanisms.stress import Stress
from unknot.model.model import Model
from unknot.records import Record

PAIN = "pain"
_PRIOR_ANSWERS = 5
_LEAST_VARIATION = 0.3
_KEPT = 256


@dataclass(frozen=True)
class DiaryModel:
    """A model matched to a record.

    Attributes:
        model: The mechanisms.
        structure: Their linear structure.
        instruments: The instruments used, pain last, so that simultaneous answers on what drives it are known first.
        interventions: The treatments in the order of the dose columns.
        given: The doses as exposures.
        minutes: The length that "one session" means for each treatment [minute].
        variation: This person's own spread on each instrument other than pain [nrs].
    """

    model: Model
    structure: Structure
    instruments: tuple[str, ...]
    interventions: tuple[str, ...]
    given: tuple[Exposure, ...]
    minutes: Mapping[str, float]
    variation: Mapping[str, float]


def diary_model(record: Record) -> DiaryModel:
    """Choose mechanisms for a record and set what it says about them.

    The spread of each covariate is set to this person's own, drawn towards the usual spread by a prior worth five
    answers; everything else about it stays at the values of a typical person.

    Raises:
        FitError: If the record holds no answer on pain.
    """
    if not record.answers(PAIN):
        raise FitError(
            "There is no answer on pain to learn from.",
            given=f"a record of '{record.person}' with {len(record.responses)} answers",
            todo="Fill in the column 'pain' for at least one day.",
        )
    facts = {name: find_instrument(name) for name in record.instruments}
    covariates = {name: fact for name, fact in facts.items() if not fact.reads.startswith("perception.")}
    minutes = usual_minutes(record.doses)
    variation = {name: _own_variation(record, fact) for name, fact in covariates.items()}
    instruments = (*covariates, *sorted((name for name in facts if name not in covariates), reverse=True))
    reads = {name: facts[name].reads for name in instruments}
    typical, structure, spreads = _matched(tuple(minutes), tuple(reads.values()))
    model = typical.with_values({spreads[reads[name]]: variation[name] for name in covariates})
    return DiaryModel(
        model, structure, instruments, tuple(minutes), exposures(record.doses, minutes), minutes, variation
    )


@lru_cache(maxsize=_KEPT)
def _matched(interventions: tuple[str, ...], reads: tuple[str, ...]) -> tuple[Model, Structure, Mapping[str, str]]:
    """What is the same for all diaries with the same columns.

    Returns:
        The model of a typical person, its structure, and the parameter that holds how much each readout of a
        covariate varies.
    """
    reliefs = tuple(Relief.of(name) for name in interventions)
    model = Model((Nociception(), Perception(), *reliefs, *_covariate_mechanisms(frozenset(reads))))
    structure = structure_of(model, tuple(relief.dose for relief in reliefs), reads)
    return model, structure, {read: _variation_parameter(model, read) for read in reads}


def _covariate_mechanisms(read: Set[str]) -> tuple[Mechanism, ...]:
    feelings = tuple(feeling for feeling in Affect().feelings if f"affect.{feeling}" in read)
    found: list[Mechanism] = []
    if "sleep.quality" in read:
        found.append(Sleep())
    if "stress.level" in read:
        found.append(Stress())
    if feelings:
        found.append(Affect(feelings=feelings))
    return tuple(found)


def _variation_parameter(model: Model, read: str) -> str:
    owner, _, quantity = read.partition(".")
    own = f"{owner}.{quantity}_variation"
    return own if own in model.parameters() else f"{owner}.variation"


def _own_variation(record: Record, fact: Instrument) -> float:
    values = np.asarray([answer.value for answer in record.answers(fact.name)])
    step = record.resolutions.get(fact.name, DEFAULT_RESOLUTION)
    squares = float(np.sum((values - values.mean()) ** 2)) - len(values) * step**2 / 12
    total = max(squares, 0.0) + _PRIOR_ANSWERS * fact.usual_spread**2
    return max(float(np.sqrt(total / (len(values) + _PRIOR_ANSWERS))), _LEAST_VARIATION)
