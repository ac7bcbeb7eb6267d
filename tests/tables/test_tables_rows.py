"""Whose rows are whose, and rows that are repeated, unsorted, incomplete or about something unheard of."""

from __future__ import annotations

import pytest

from unknot.errors import RecordError, TableError
from unknot.records import Dose
from unknot.tables.load import choose_person

ONE = "time,pain\n2026-03-01T08:00,3\n"
TWO = "time,person,pain\n2026-03-01T08:00,Ben,3\n2026-03-01T09:00,Ada,4\n2026-03-05T08:00,Ben,5\n"
DOSES = "time,intervention,minutes,intensity,note\n"
DOSES_OF = "time,person,intervention,minutes\n"


def test_rows_in_any_order(read_one):
    assert read_one("time,pain\n2.5,4\n0.5,3\n") == read_one("time,pain\n0.5,3\n2.5,4\n")


def test_several_answers_a_day(read_one):
    record = read_one("time,pain\n2026-03-01T08:00,3\n2026-03-01T20:00,5\n2026-03-01T14:00,4\n")
    assert [response.value for response in record.responses] == [3, 4, 5]
    assert record.notices == ()


def test_several_answers_at_one_time_are_kept_and_said(read_one):
    record = read_one("time,pain\n2026-03-01,3\n2026-03-01,5\n")
    assert [response.value for response in record.responses] == [3, 5]
    assert record.notices[-1] == (
        "'pain' has several different answers at 1 time, first at 2026-03-01T20:00; all were kept."
    )


def test_repeated_rows_are_left_out_and_counted(read_one):
    record = read_one(
        "time,pain\n2026-03-01T08:00,3\n2026-03-01T08:00,3.0\n2026-03-01 08:00,3\n",
        DOSES + "2026-03-01T10:00,massage,60,,\n2026-03-01T10:00,Massage,60,,\n",
    )
    assert (len(record.responses), len(record.doses)) == (1, 1)
    assert record.notices == (
        "2 rows of the answers repeated an earlier one and were left out.",
        "1 row of the doses repeated an earlier one and was left out.",
    )


def test_empty_cells_are_not_answers(read_one):
    record = read_one("time,pain,stress\n0.5,3,\n1.5,,4\n2.5,,\n")
    assert [(response.day, response.instrument) for response in record.responses] == [
        (0.5, "pain"),
        (1.5, "stress"),
    ]


def test_dose_with_everything(read_one):
    record = read_one(ONE, DOSES + '2026-03-01T12:00,Sleep-hygiene,20,3,"cool, dark room"\n')
    assert record.doses == (Dose(0.5, "sleep_hygiene", 20, 3, "cool, dark room"),)


def test_minutes_that_nobody_wrote_are_the_usual_ones(read_one):
    record = read_one(ONE, DOSES + "2026-03-01T12:00,massage,,,\n2026-03-02T12:00,massage,,,\n")
    assert {dose.minutes for dose in record.doses} == {60}
    assert record.notices == ("2 doses of 'massage' without minutes were taken as 60 minutes.",)


def test_unknown_intervention_is_a_generic_one(read_one):
    record = read_one(ONE, DOSES + "2026-03-01T12:00,Masage,,,\n2026-03-02T12:00,Cold plunge,5,,\n")
    assert record.interventions == ("cold_plunge", "masage")
    about_minutes, about_masage, about_plunge = record.notices
    assert about_minutes == "1 dose of 'masage' without minutes was taken as 60 minutes."
    assert about_masage.endswith("counts as a generic one. Did you mean 'massage'?")
    assert "'cold_plunge' is not a known intervention" in about_plunge


def test_one_record_per_person_in_order_of_appearance(read):
    ben, ada = read(TWO, DOSES_OF + "2026-03-01T12:00,Ada,massage,60\n")
    assert (ben.person, ada.person) == ("Ben", "Ada")
    assert (len(ben.responses), len(ada.responses)) == (2, 1)
    assert (len(ben.doses), len(ada.doses)) == (0, 1)


def test_table_without_persons_is_about_the_client(read_one):
    assert read_one(ONE).person == "client"
    record = read_one(ONE, DOSES_OF + "2026-03-01T12:00,Ada,massage,60\n")
    assert (record.person, len(record.doses)) == ("client", 1)


def test_doses_without_persons_are_those_of_the_only_one(read_one):
    answers = "time,person,pain\n2026-03-01T08:00,Ada,3\n"
    assert len(read_one(answers, DOSES + "2026-03-01T12:00,massage,60,,\n").doses) == 1


@pytest.mark.parametrize(
    ("answers", "doses", "row", "given", "said"),
    [
        (TWO, DOSES_OF + "2026-03-01,Bem,massage,60\n", 2, "Bem", "Did you mean 'Ben'?"),
        (TWO, DOSES + "2026-03-01,massage,60,,\n", 2, "", "says who: Ben, Ada"),
        (
            ONE,
            DOSES_OF + "2026-03-01,Ada,rest,9\n2026-03-01,Ben,rest,9\n",
            3,
            "Ben",
            "second person after 'Ada'",
        ),
    ],
)
def test_doses_of_nobody_are_refused(read, answers: str, doses: str, row: int, given: str, said: str):
    with pytest.raises(TableError, match=said) as caught:
        read(answers, doses)
    (problem,) = caught.value.problems
    assert (problem.row, problem.column, problem.given) == (row, "person", given)


def test_choosing_a_person(read):
    records = read(TWO)
    assert choose_person(records, "Ada").person == "Ada"
    assert choose_person(records[:1], None).person == "Ben"
    with pytest.raises(RecordError, match=r"several persons.*Ben, Ada"):
        choose_person(records, None)
    with pytest.raises(RecordError, match="Did you mean 'Ada'"):
        choose_person(records, "Adda")


def test_table_of_doses_may_be_empty(read_one):
    assert read_one(ONE, DOSES).doses == ()
