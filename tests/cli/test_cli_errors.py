"""What cannot be done ends with one clear message on stderr, nothing on stdout, and an exit code that says so."""

from __future__ import annotations

from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "simulated" / "responses.csv"
BAD_RECORD = 2


def _refused(ended, code: int, *said: str) -> None:
    assert ended.code == code
    assert ended.out == ""
    assert "Traceback" not in ended.err
    message = " ".join(ended.err.replace("│", " ").split())
    assert [part for part in said if part not in message] == []


def test_a_file_that_is_not_there(run):
    _refused(run("report", EXAMPLE.with_name("response.csv")), BAD_RECORD, "unknot: ", "response.csv", "responses.csv")


def test_a_folder_in_the_place_of_a_table(run):
    _refused(run("report", EXAMPLE.parent), BAD_RECORD, "unknot: ", "folder")


def test_a_file_that_may_not_be_read(run, monkeypatch):
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    _refused(run("report", EXAMPLE), BAD_RECORD, "unknot: ", "responses.csv", "ermission")


def test_a_spreadsheet_instead_of_a_table(run, tmp_path: Path):
    book = tmp_path / "diary.xlsx"
    book.write_bytes(b"PK\x03\x04" + bytes(40))
    _refused(run("report", book), BAD_RECORD, "Excel", "save it as CSV")


def test_a_table_with_impossible_values_lists_them(run, tmp_path: Path):
    table = tmp_path / "responses.csv"
    table.write_text("time,pain\n2025-01-01,14\n9999-01-01,3\n")
    _refused(
        run("report", table), BAD_RECORD, "2 problems; nothing was loaded", "row 2, column 'pain'", "'14'", "row 3"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--engine", "magic"), "magic"),
        (("--sclae", "stress=1-5"), "--sclae"),
        (("--seed", "many"), "--seed"),
    ],
)
def test_a_bad_option(run, arguments, said):
    _refused(run("report", EXAMPLE, *arguments), 2, said)


def test_a_scale_without_bounds(run):
    _refused(run("report", EXAMPLE, "--scale", "stress"), BAD_RECORD, "Write it like stress=1-5")


def test_a_time_zone_that_does_not_exist(run):
    _refused(run("report", EXAMPLE, "--time-zone", "Europe/Olso"), BAD_RECORD, "Europe/Oslo")


def test_a_person_who_is_not_in_the_table(run):
    _refused(run("report", EXAMPLE, "--person", "simulated cilent"), BAD_RECORD, "simulated client")


def test_a_command_that_does_not_exist(run):
    _refused(run("reprot"), 2, "reprot")


def test_a_page_in_the_place_of_a_folder_is_refused_before_the_work(run, tmp_path: Path):
    _refused(run("report", EXAMPLE, "--html", tmp_path), 1, "cannot be written", "a folder")


def test_a_page_below_a_file_is_refused_before_the_work(run, tmp_path: Path):
    (tmp_path / "taken").write_text("")
    _refused(run("report", EXAMPLE, "--html", tmp_path / "taken" / "page.html"), 1, "cannot be written", "taken")


def test_a_simulation_below_a_file(run, tmp_path: Path):
    (tmp_path / "taken").write_text("")
    _refused(run("simulate", tmp_path / "taken"), 1, "cannot be written")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk(run):
    _refused(run("report", EXAMPLE, "--html", "/dev/full"), 1, "cannot be written", "No space left")
