"""A virtual client: a person drawn from the population, their sessions and their diary, with the truth beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import jax
import jax.numpy as jnp
import numpy as np

from unknot.evidence.load import instruments
from unknot.model.answering import REPEATING, USUAL
from unknot.model.exposure import exposures, usual_minutes
from unknot.model.mechanisms.affect import Affect
from unknot.model.mechanisms.nociception import Nociception
from unknot.model.mechanisms.perception import Perception
from unknot.model.mechanisms.relief import Relief
from unknot.model.mechanisms.sleep import Sleep
from unknot.model.mechanisms.stress import Stress
from unknot.model.model import Model
from unknot.model.observation import draw_answers, with_habit
from unknot.model.simulate import simulate
from unknot.records import Dose, Record, Response
from unknot.units import convert

EVENING = convert(20.0, "hour", "day")
SESSION_START = convert(12.0, "hour", "day")
ASKED = ("pain", "sleep_quality", "stress", "mood")


@dataclass(frozen=True, slots=True)
class Protocol:
    """What a virtual client does.

    Attributes:
        days: Length of the diary [day].
        gap: Days between sessions [day].
        first_session: Day of the first session [day].
        sessions: Days of sessions, instead of one every `gap` days [day].
        minutes: Length of a session [minute].
        answered: Share of evenings with an answer.
        intervention: The treatment.
        asked: The instruments of the diary.
    """

    days: int = 90
    gap: int = 7
    first_session: int = 7
    sessions: tuple[int, ...] | None = None
    minutes: float = 60.0
    answered: float = USUAL
    intervention: str = "massage"
    asked: tuple[str, ...] = ASKED

    @property
    def days_of_sessions(self) -> Sequence[int]:
        """On which days sessions are [day]."""
        return range(self.first_session, self.days, self.gap) if self.sessions is None else self.sessions


@dataclass(frozen=True)
class VirtualClient:
    """A diary with the truth behind it.

    Attributes:
        record: The answers and doses.
        truth: Half-life [day], peak [nrs], share that stays [1], share of answers given from habit [1], and the
            coupling of each instrument to pain [points of pain for each point], by name.
    """

    record: Record
    truth: Mapping[str, float]


def virtual_client(
    seed: int,
    protocol: Protocol | None = None,
    *,
    half_life: float | None = None,
    peak: float | None = None,
    share_that_stays: float | None = None,
    habit: float | None = None,
    person: str = "simulated client",
) -> VirtualClient:
    """Draw a person, give them sessions, and let them keep a diary.

    What is not given is drawn: parameters from their priors, the peak from the population's expectation for the
    treatment, starts and couplings from their spread over people.

    Args:
        seed: Seed of all random numbers.
        protocol: What the client does; weekly sessions and an evening diary for 90 days when left out.
        half_life: True half-life of the part of the relief that fades [day].
        peak: True relief right after a session [nrs].
        share_that_stays: True share of the peak that does not fade within days.
        habit: True share of answers on pain that only repeat the last one.
        person: What the client is called.
    """
    protocol = protocol or Protocol()
    generator, looking = np.random.default_rng(seed), np.random.default_rng((seed, 1))
    model = _drawn_model(protocol, generator, half_life, share_that_stays)
    drawn = model.learned()[REPEATING].value(float(looking.standard_normal()))
    model = model.with_values({REPEATING: jnp.asarray(float(drawn) if habit is None else habit)})
    start = _drawn_start(model, protocol, generator, peak)
    doses = tuple(
        Dose(day + SESSION_START, protocol.intervention, protocol.minutes) for day in protocol.days_of_sessions
    )
    lived = simulate(
        model,
        exposures(doses, usual_minutes(doses)),
        days=float(protocol.days),
        step=convert(1.0, "hour", "day"),
        seed=seed,
        start=jnp.asarray(start),
    )
    evenings = np.arange(protocol.days)[generator.random(protocol.days) < protocol.answered] + EVENING
    places = np.searchsorted(lived.days, evenings - 1e-9)
    facts = instruments()
    responses: list[Response] = []
    for place, name in enumerate(protocol.asked):
        reads = facts[name].reads
        key = jax.random.fold_in(jax.random.key(seed), 1000 + place)
        rated = draw_answers(lived.readouts[reads][0, places], lived.rating_noise[reads], key)
        rated = with_habit(np.asarray(rated), looking.random(len(evenings)) < float(lived.repeating[reads]))
        responses += [Response(float(day), name, float(answer)) for day, answer in zip(evenings, rated, strict=True)]
    record = Record(person, tuple(responses), doses, resolutions=dict.fromkeys(protocol.asked, 1.0))
    return VirtualClient(record, _truth(model, start, protocol))


def _relief(protocol: Protocol) -> str:
    return Relief.of(protocol.intervention).name


def _drawn_model(
    protocol: Protocol, generator: np.random.Generator, half_life: float | None, share: float | None
) -> Model:
    reads = {instruments()[name].reads for name in protocol.asked}
    feelings = tuple(feeling for feeling in Affect().feelings if f"affect.{feeling}" in reads)
    parts = [Nociception(), Perception(), Relief.of(protocol.intervention)]
    parts += [Sleep()] if "sleep.quality" in reads else []
    parts += [Stress()] if "stress.level" in reads else []
    parts += [Affect(feelings=feelings)] if feelings else []
    model = Model(tuple(parts))
    values = {}
    for name, prior in model.learned().items():
        if name == REPEATING:
            continue
        heavy = prior.degrees_of_freedom
        z = generator.standard_t(heavy) if heavy else generator.standard_normal()
        # A share of exactly 0 or 1 has no logit, and nobody's half-life is minutes or years.
        values[name] = prior.value(float(np.clip(z, -3, 3)))
    chosen = {"half_life": half_life, "staying": share}
    values |= {f"{_relief(protocol)}.{key}": value for key, value in chosen.items() if value is not None}
    return model.with_values({name: jnp.asarray(float(value)) for name, value in values.items()})


def _drawn_start(
    model: Model, protocol: Protocol, generator: np.random.Generator, peak: float | None
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    mean, sd = (np.array(part) for part in model.start())
    size = model.state_names.index(f"{_relief(protocol)}.size")
    fact = Relief.of(protocol.intervention).fact
    mean[size], sd[size] = fact.size_mean, fact.size_sd
    start = mean + sd * generator.standard_normal(len(mean))
    if peak is not None:
        start[size] = peak
    return start


def _truth(model: Model, start: np.ndarray[tuple[int], np.dtype[np.float64]], protocol: Protocol) -> dict[str, float]:
    relief = _relief(protocol)
    truth = {
        "half_life_days": float(model.value(f"{relief}.half_life")),
        "peak": float(start[model.state_names.index(f"{relief}.size")]),
        "share_that_stays": float(model.value(f"{relief}.staying")),
        "from_habit": float(model.value(REPEATING)),
    }
    for name in protocol.asked:
        owner, _, quantity = instruments()[name].reads.partition(".")
        coupling = f"{owner}.{quantity}_coupling"
        if coupling in model.state_names:
            truth[f"coupling_{name}"] = float(start[model.state_names.index(coupling)])
    return truth
