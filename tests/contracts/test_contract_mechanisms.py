"""What every mechanism declares: names, docs, sources, and that its parts fit those of the others."""

from __future__ import annotations

from inspect import signature

import pytest
from shipped import BY_NAME, INPUTS, MECHANISMS, RELIEFS, TYPICAL, name_of, points

from unknot.evidence import load
from unknot.model.discovery import mechanism_classes
from unknot.model.model import Model

EVERY = pytest.mark.parametrize("mechanism", MECHANISMS, ids=name_of)
PARAMETERS = [
    pytest.param(mechanism, key, entry, id=f"{mechanism.name}.{key}")
    for mechanism in MECHANISMS
    for key, entry in mechanism.parameters().items()
]


def test_discovery_finds_the_mechanisms_and_not_their_bases():
    assert {"Nociception", "Perception", "Relief", "Sleep"} <= {one.__name__ for one in mechanism_classes()}
    assert not {"Mechanism", "RatedMechanism"} & {one.__name__ for one in mechanism_classes()}


def test_every_name_is_unique():
    assert len({mechanism.name for mechanism in TYPICAL}) == len(TYPICAL)
    assert len({mechanism.name for mechanism in RELIEFS}) == len(RELIEFS)


def test_all_of_them_make_one_model():
    model = Model(MECHANISMS)
    assert len(model.state_names) == sum(len(mechanism.states()) for mechanism in MECHANISMS)


@EVERY
def test_everything_declared_has_a_doc(mechanism):
    assert (type(mechanism).__doc__ or "").strip()
    for entry in (*mechanism.states().values(), *mechanism.inputs().values()):
        assert entry.doc.strip()


@EVERY
def test_names_are_plain_words(mechanism):
    names = [*mechanism.states(), *mechanism.inputs(), *mechanism.parameters()]
    assert all(name.isidentifier() and name.islower() for name in [mechanism.name, *names])


@pytest.mark.parametrize(("mechanism", "key", "entry"), PARAMETERS)
def test_every_parameter_says_where_it_comes_from(mechanism, key, entry):
    assert entry.doc.strip()
    assert entry.status in ("reported", "derived", "assumed")
    if entry.status == "assumed":
        assert entry.source == ""
    else:
        assert load.study(entry.source).key == entry.source


@pytest.mark.parametrize(
    ("mechanism", "key", "entry"), [case for case in PARAMETERS if case.values[2].prior is not None]
)
def test_the_typical_value_is_the_median_of_its_prior(mechanism, key, entry):
    assert float(entry.prior.value(0.0)) == pytest.approx(float(getattr(mechanism, key)))
    for z in (-2.0, 0.3, 3.0):
        assert float(entry.prior.whitened(entry.prior.value(z))) == pytest.approx(z)


@EVERY
def test_every_state_has_exactly_one_flow(mechanism):
    for point in points(mechanism, count=1):
        assert set(mechanism.flows(point.x, point.u)) == set(mechanism.states())


@EVERY
def test_noise_is_for_its_own_states_and_offers_are_for_known_inputs(mechanism):
    for point in points(mechanism, count=1):
        assert set(mechanism.noise(point.u)) <= set(mechanism.states())
        assert set(mechanism.offers(point.x)) <= set(INPUTS)


@EVERY
def test_offers_see_states_alone(mechanism):
    assert list(signature(mechanism.offers).parameters) == ["x"]


@pytest.mark.parametrize("instrument", load.instruments().values(), ids=lambda fact: fact.name)
def test_every_instrument_reads_something(instrument):
    owner, _, quantity = instrument.reads.partition(".")
    point = next(points(BY_NAME[owner]))
    assert quantity in BY_NAME[owner].readouts(point.x, point.u)


@pytest.mark.parametrize(
    "fact", [*load.interventions().values(), load.intervention("ice_baths")], ids=lambda fact: fact.name
)
def test_every_intervention_makes_a_relief(fact):
    relief = type(RELIEFS[0]).of(fact.name)
    assert relief.name == f"relief_{fact.name}"
    assert list(relief.inputs()) == [f"dose_{fact.name}"]
    assert float(relief.half_life) == fact.half_life_median_days
    assert float(relief.staying) == fact.staying_median
