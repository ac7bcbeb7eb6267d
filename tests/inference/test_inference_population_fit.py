"""A population is found again from diaries made from it, and only figures about all people leave the fit."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
from scipy.stats import norm

from unknot.errors import FitError
from unknot.evidence.population import (
    Population,
    parse_population,
    population_text,
    published_figures,
    shipped_population,
)
from unknot.inference.population_fit import ANYONE, fit_population
from unknot.records import Record, Response


def _people(count: int, days: int, seed: int = 8) -> list[Record]:
    """People whose level does not wander: fluctuation 1.2 with a duration of a day, rating noise 0.4."""
    generator = np.random.default_rng(seed)
    found: list[Record] = []
    for name in range(count):
        level, fast = generator.normal(5, 1), generator.normal(0, 1.2)
        answers: list[Response] = []
        for day in range(days):
            fast = fast * np.exp(-1) + 1.2 * np.sqrt(1 - np.exp(-2)) * generator.normal()
            value = round(float(np.clip(level + fast + 0.4 * generator.normal(), 0, 10)), 1)
            answers.append(Response(float(day), "pain", value))
        found.append(Record(f"P{name}", tuple(answers), resolutions={"pain": 0.1}))
    return found


def test_levels_and_spreads_are_found_again():
    found = fit_population({"made up": _people(25, 28)}, published_figures(), None)
    assert found.kinds == ("made up", *ANYONE)
    assert found.level_means[0] == pytest.approx(5.0, abs=0.5)
    assert found.level_sds[0] == pytest.approx(1.0, abs=0.4)
    within = np.hypot(found.fluctuation_sd_median, found.rating_noise_median)
    assert within == pytest.approx(np.hypot(1.2, 0.4), abs=0.2)


def test_anyone_else_is_as_likely_at_one_level_as_at_another():
    found = fit_population({"made up": _people(4, 14)}, published_figures(), None)
    levels = np.linspace(1, 9, 81)
    others = zip(found.level_means[1:], found.level_sds[1:], strict=True)
    density = np.sum([norm.pdf(levels, mean, sd) for mean, sd in others], axis=0)
    assert density.min() > 0.8 * density.max()


def test_published_figures_count_as_one_more_table():
    start = published_figures()
    found = fit_population({"made up": _people(4, 14)}, start, start)
    assert found.kinds == ("made up", *start.kinds, *ANYONE)


def test_diaries_that_are_too_short_are_refused():
    with pytest.raises(FitError, match="long enough"):
        fit_population({"short": _people(2, 3)}, published_figures(), None)


def test_a_population_survives_being_written():
    for population in (shipped_population(), published_figures()):
        again = parse_population(population_text(population), f"{population.name}.toml")
        for field in fields(Population):
            before, after = getattr(population, field.name), getattr(again, field.name)
            if isinstance(before[0] if isinstance(before, tuple) else before, float):
                assert after == pytest.approx(before, rel=1e-3)
            else:
                assert after == before


def test_the_shipped_one_says_where_it_comes_from():
    population = shipped_population()
    assert "SHA-256" in " ".join(population.data)
    assert "Assumed" in population.basis
    assert set(ANYONE) < set(population.kinds)
    total = population.mechanism + population.history + population.recent
    assert total + population.similar + population.repeat + population.smoothing == pytest.approx(1.0)


def test_levels_and_kinds_must_match():
    population = shipped_population()
    with pytest.raises(Exception, match="one mean and one spread"):
        replace(population, level_means=(5.0,))
