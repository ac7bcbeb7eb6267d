"""What other clients share is read back as the prior of one more client, and what is something else is refused."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from unknot.caseload.pool_results import Pooled, write_pooled
from unknot.errors import FitError, RecordError
from unknot.evidence.load import intervention
from unknot.inference.individual import matched
from unknot.inference.others import Others, read_others
from unknot.inference.population import expected_sizes
from unknot.inference.shared_prior import SharedPrior
from unknot.inference.shared_relief import Moments, SharedRelief, Spread, doubt_about_centre
from unknot.inference.together import fit_together
from unknot.model.virtual_client import Protocol, virtual_client

SHARED = SharedRelief(size=Spread(1.8, 0.6), log_half_life=Spread(math.log(2.0), 0.45), logit_staying=Spread(-1.7, 0.5))
TOLD = {"size": Moments(1.7, 0.1), "log_half_life": Moments(0.6, 0.1), "logit_staying": Moments(-1.6, 0.2)}


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """What six clients of massage and one of heat share, as a run writes it."""
    spreads = {"massage": SHARED, "heat": SharedRelief.published(intervention("heat"))}
    found = Pooled(spreads, spreads, {"massage": [TOLD] * 6, "heat": [TOLD]}, rounds=(0.01,))
    write_pooled(tmp_path, found, (), (), {"data": {}, "settings": {}, "versions": {}})
    return tmp_path / "pooled.json"


def _others(**shared: SharedRelief) -> Others:
    return Others(shared, dict.fromkeys(shared, 9), rests=True, file_hash="0" * 64)


def test_a_further_client_is_expected_where_the_run_expects_one(written):
    others = read_others(written)
    assert others.clients == {"massage": 6, "heat": 1}
    assert others.rests
    assert set(others.shared) == {"massage"}
    for quantity, spread in others.shared["massage"].spreads().items():
        shared = SHARED.spreads()[quantity]
        doubt = doubt_about_centre(shared, [TOLD[quantity]] * 6)
        assert spread.centre == pytest.approx(shared.centre, abs=1e-4 * shared.sd)
        assert spread.sd == pytest.approx(math.hypot(shared.sd, doubt), rel=1e-4)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("time,pain\n1,5\n", "cannot be read"),
        ("[" * 100_000, "cannot be read"),
        ("[1, 2]", "with the format None"),
        ('{"format": "unknot-caseload/1"}', "'unknot-caseload/1', not 'unknot-caseload-pool/1'"),
        ('{"format": "unknot-caseload-pool/1", "rests": true}', "damaged"),
        ('{"format": "unknot-caseload-pool/1", "rests": true, "interventions": [3]}', "damaged"),
    ],
)
def test_another_file_is_refused_with_what_to_give(body, said, tmp_path):
    path = tmp_path / "pooled.json"
    path.write_text(body)
    with pytest.raises(RecordError, match=r"Give the file 'pooled\.json'") as refused:
        read_others(path)
    assert said in str(refused.value)
    assert str(path) in str(refused.value)


def test_a_file_of_a_later_version_is_called_one(tmp_path):
    path = tmp_path / "pooled.json"
    path.write_text('{"format": "unknot-caseload-pool/2"}')
    with pytest.raises(RecordError, match="written by a newer Unknot") as refused:
        read_others(path)
    assert "Bring this Unknot up to date" in str(refused.value)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(RecordError, match="No such file"):
        read_others(tmp_path / "pooled.json")


@pytest.mark.parametrize(
    ("quantity", "median", "hi"),
    [("half_life_days", 2.0, 2.0), ("half_life_days", 0.0, 2.0), ("share_that_stays", 0.2, 1.0), ("peak", 1.0, None)],
)
def test_a_spread_that_cannot_be_is_refused(quantity, median, hi, written):
    told = json.loads(written.read_text())
    told["interventions"]["massage"][quantity]["next_client"] = {"lo": 0.1, "median": median, "hi": hi}
    written.write_text(json.dumps(told))
    with pytest.raises(RecordError, match="damaged"):
        read_others(written)


def test_a_treatment_that_is_not_pooled_is_expected_to_do_what_it_does_in_people_in_general():
    record = virtual_client(5, Protocol(days=14, asked=("pain",))).record
    mixed = replace(record, doses=(*record.doses, replace(record.doses[0], day=9.5, intervention="tens")))
    diary, usual = matched(mixed)
    target = SharedPrior({"massage": SHARED}).starting(usual.shifted(expected_sizes(diary)))
    massage, tens = (target.structure.states.index(f"relief_{name}.size") for name in ("massage", "tens"))
    assert np.asarray(target.shift)[massage] == pytest.approx(SHARED.size.centre)
    assert np.asarray(target.shift)[tens] == pytest.approx(intervention("tens").size_mean)
    assert np.asarray(target.widening)[tens] == 1.0 != np.asarray(target.widening)[massage]


def test_others_who_had_nothing_that_this_client_had_are_refused():
    record = virtual_client(5, Protocol(days=28, asked=("pain",))).record
    with pytest.raises(FitError, match="'massage' in the diary, 'heat' pooled"):
        fit_together(record, _others(heat=SHARED))
    with pytest.raises(FitError, match="nothing in the diary, 'massage' pooled"):
        fit_together(replace(record, doses=()), _others(massage=SHARED))
