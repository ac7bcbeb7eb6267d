"""A fit that is kept: what others read of it, what comes back, and what is refused."""

import arviz_stats
import numpy as np
import pytest
import xarray

from unknot.errors import FitError
from unknot.inference.exchange import to_arviz
from unknot.inference.individual import fit
from unknot.inference.mixture import weighted_quantile
from unknot.inference.storage import load_fit, save_fit
from unknot.model.virtual_client import Protocol, virtual_client
from unknot.report.assemble import answer

SHORT = Protocol(days=30, gap=6, asked=("pain", "stress"))


@pytest.fixture(scope="module")
def posterior():
    return fit(virtual_client(5, SHORT, half_life=2.0, peak=2.0, habit=0.0).record, seed=3)


@pytest.fixture
def kept(posterior, tmp_path):
    path = tmp_path / "fit.nc"
    save_fit(posterior, path)
    return path


def test_what_comes_back_says_the_same(posterior, kept):
    again = load_fit(kept)
    assert again.check == posterior.check
    np.testing.assert_array_equal(again.z, posterior.z)
    assert answer(again).to_json() == answer(posterior).to_json()


def test_the_same_fit_is_kept_alike(posterior, kept, tmp_path):
    rerun = fit(posterior.record, seed=posterior.seed)
    save_fit(rerun, tmp_path / "again.nc")
    with xarray.open_datatree(kept) as first, xarray.open_datatree(tmp_path / "again.nc") as second:
        assert first.identical(second)


def test_the_file_says_what_computed_it(posterior, kept):
    with xarray.open_datatree(kept) as tree:
        assert tree.attrs["seed"] == 3
        assert tree.attrs["data_hash"] == posterior.data_hash
        assert "jax" in tree.attrs["versions"]


def test_arviz_summarises_it(posterior):
    tree = to_arviz(posterior)
    name = "relief_massage.half_life"
    summary = arviz_stats.summary(tree, var_names=[name], kind="stats", ci_kind="eti", ci_prob=0.8, round_to="none")
    wanted = [weighted_quantile(posterior.parameters[name], posterior.weights, at) for at in (0.1, 0.9)]
    np.testing.assert_allclose(summary.loc[name, ["eti80_lb", "eti80_ub"]].to_numpy(float), wanted, rtol=0.1)


def test_a_record_changed_by_hand_is_refused(kept):
    with xarray.open_datatree(kept) as tree:
        tree.load()
    fitted = tree["fit"]
    fitted.attrs["record"] = fitted.attrs["record"].replace('"value": 5.0', '"value": 6.0')
    kept.unlink()
    tree.to_netcdf(kept, engine="h5netcdf")
    with pytest.raises(FitError, match="not the one that was fitted"):
        load_fit(kept)


def test_another_file_is_refused(tmp_path):
    path = tmp_path / "table.nc"
    xarray.Dataset({"a": ("x", [1.0])}).to_netcdf(path, engine="h5netcdf")
    with pytest.raises(FitError, match="not a fit"):
        load_fit(path)
    path.write_text("time,pain\n")
    with pytest.raises(FitError, match="cannot be read"):
        load_fit(path)
