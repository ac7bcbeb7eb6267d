"""From a record to a posterior."""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np

from unknot.inference.diary_model import DiaryModel, diary_model
from unknot.inference.filtering import Events
from unknot.inference.importance import Evaluator, WeightedDraws, importance_sample, laplace_sample
from unknot.inference.posterior import Check, Posterior
from unknot.inference.target import Target, evaluate
from unknot.inference.timeline import build_timeline
from unknot.records import Record

Engine: TypeAlias = Literal["importance", "nuts", "preview"]

ENGINE_TITLES = {"importance": "importance sampling", "preview": "maximum alone"}


def fit(record: Record, *, engine: Engine = "importance", seed: int = 0, evaluator: Evaluator = evaluate) -> Posterior:
    """Learn one person's relief, drivers and level from a diary.

    Args:
        record: The person's answers and doses.
        engine: "importance" (a tenth of a second once compiled); "nuts" (minutes; needs the extra `nuts`) to check it;
            or "preview" (hundredths of a second): the maximum and its curvature alone, never called trustworthy.
        seed: Seed of all random numbers; the same seed gives the same result.
        evaluator: What runs the filter for the draws of importance sampling.

    Raises:
        FitError: If there is nothing to learn from, or the likelihood is nowhere finite.
    """
    diary, target = matched(record)
    if engine == "nuts":
        from unknot.inference.nuts import nuts_sample

        return nuts_sample(record, diary, target, seed)
    generator = np.random.default_rng((seed, 0))
    if engine == "preview":
        draws = laplace_sample(target, generator)
    else:
        draws = importance_sample(target, generator, evaluator)
    return posterior_of(record, diary, target, draws, engine=engine, seed=seed)


def matched(record: Record) -> tuple[DiaryModel, Target]:
    """The model matched to a record, and the record's data under it.

    Raises:
        FitError: If the record holds no answer on pain.
    """
    diary = diary_model(record)
    timeline = build_timeline(record, diary.instruments, diary.given, diary.interventions)
    return diary, Target.of(diary.model, diary.structure, Events.of(timeline))


def posterior_of(
    record: Record,
    diary: DiaryModel,
    target: Target,
    draws: WeightedDraws,
    *,
    engine: Engine = "importance",
    seed: int,
    expects: bool = False,
) -> Posterior:
    """The posterior that weighted draws make.

    Args:
        record: What was learned from.
        diary: The model matched to it.
        target: The data under that model.
        draws: The draws.
        engine: What drew them.
        seed: Seed of all random numbers.
        expects: Whether sizes start from what is expected of people already, as `Posterior.expects`.
    """
    return Posterior(
        record=record,
        diary=diary,
        target=target,
        z=draws.z,
        weights=draws.weights,
        log_likelihood=draws.evaluated.log_likelihood,
        last=draws.evaluated.last,
        check=Check(ENGINE_TITLES[engine], draws.effective_sample_size, pareto_k=draws.pareto_k),
        seed=seed,
        expects=expects,
    )
