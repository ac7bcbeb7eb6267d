"""What is known after one more answer, at once: each draw goes on from where it was, and is weighted anew.

The update is exact for the draws at hand. They were placed for the old data, so they wear out as answers come in; the
check says when, and then the record is fitted again. What `diary_model` sets from the record before a fit stays as it
was.
"""

from __future__ import annotations

from dataclasses import replace

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array

from unknot.errors import FitError
from unknot.inference.filtering import Events, Moments, run_filter
from unknot.inference.pareto import effective_sample_size, normalised_weights, pareto_k
from unknot.inference.posterior import Check, Posterior
from unknot.inference.target import BATCH, LastMoments, Target, linear_batch
from unknot.inference.timeline import build_timeline
from unknot.model.exposure import Numbers, exposures
from unknot.model.linearise import LinearModel, Structure
from unknot.model.traced import traced_once
from unknot.records import Record


def updated(posterior: Posterior, record: Record) -> Posterior:
    """The posterior after what a longer record adds to the one it was learned from.

    Args:
        posterior: What was known; drawn by importance sampling.
        record: The old record with later answers and doses.

    Raises:
        FitError: If anything but later answers and doses differs: then the record must be fitted.
    """
    diary = posterior.diary
    added = _added(posterior, record)
    given = exposures(record.doses, diary.minutes)
    fresh = exposures(added.doses, diary.minutes)
    before = {name: posterior.record.answers(name)[-1].value for name in posterior.record.instruments}
    timeline = build_timeline(added, diary.instruments, fresh, diary.interventions, before=before)
    since_last = np.asarray([timeline.days[0] - posterior.last_day])
    timeline = replace(timeline, steps=np.concatenate([since_last, timeline.steps[1:]]))
    target = posterior.target
    gained, last = _continued(target, Events.of(timeline), posterior)
    with np.errstate(divide="ignore"):
        log_weights = np.log(posterior.weights) + gained
    weights = normalised_weights(log_weights)
    whole = build_timeline(record, diary.instruments, given, diary.interventions)
    return replace(
        posterior,
        record=record,
        diary=replace(diary, given=given),
        target=target.with_events(Events.of(whole)),
        weights=weights,
        log_likelihood=posterior.log_likelihood + gained,
        last=last,
        check=Check(posterior.check.engine, effective_sample_size(weights), pareto_k=pareto_k(log_weights)),
    )


def _added(posterior: Posterior, record: Record) -> Record:
    """The part of a record that is new."""
    old, diary = posterior.record, posterior.diary
    known = (set(old.responses), set(old.doses))
    responses = tuple(answer for answer in record.responses if answer not in known[0])
    doses = tuple(dose for dose in record.doses if dose not in known[1])
    after = posterior.last_day
    fits = (
        posterior.check.r_hat is None
        and len(responses) + len(old.responses) == len(record.responses)
        and len(doses) + len(old.doses) == len(record.doses)
        and bool(responses or doses)
        and all(answer.day > after and answer.instrument in diary.instruments for answer in responses)
        and all(dose.day > after and dose.intervention in diary.interventions for dose in doses)
        and record.resolutions == old.resolutions
    )
    if not fits:
        raise FitError(
            "This is more than later answers and doses of the kinds that were fitted.",
            given=f"{len(responses)} other answers and {len(doses)} other doses, the fit ending on day {after:g}",
            todo="Fit the record again.",
        )
    return replace(record, responses=responses, doses=doses)


def _continued(target: Target, events: Events, posterior: Posterior) -> tuple[Numbers, LastMoments]:
    """Log-probability of the new answers and the moments after them, in batches of the size that all fits share."""
    count = len(posterior.z)
    padded = np.minimum(np.arange(count + -count % BATCH), count - 1)
    parts: list[tuple[Numbers, Numbers, Numbers]] = []
    for rows in np.split(padded, len(padded) // BATCH):
        linear = linear_batch(target.without_events, jnp.asarray(posterior.z[rows]))
        start = Moments(jnp.asarray(posterior.last.mean[rows]), jnp.asarray(posterior.last.covariance[rows]))
        log_probability, last = _run(target.structure, events, linear, start)
        parts.append((np.asarray(log_probability), np.asarray(last.mean), np.asarray(last.covariance)))
    gained, mean, covariance = (np.concatenate(part)[:count] for part in zip(*parts, strict=True))
    return gained, LastMoments(mean, covariance)


@traced_once
def _run(structure: Structure, events: Events, linear: LinearModel, last: Moments) -> tuple[Array, Moments]:
    def one(at: LinearModel, start: Moments) -> tuple[Array, Moments]:
        filtered = run_filter(at, structure, events, start)
        return jnp.sum(filtered.predictions.log_probability), filtered.last

    return jax.vmap(one)(linear, last)
