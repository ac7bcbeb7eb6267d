"""From rows to records: one person's answers and doses on one clock, with what was assumed on the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from unknot.records import Dose, Record, Response
from unknot.tables import notices
from unknot.tables.cells import CellError, Findings
from unknot.tables.clocks import timeline
from unknot.tables.doses import DoseRow
from unknot.tables.responses import PAIN, AnswerRow
from unknot.tables.scale import Scale


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for all persons of the tables.

    Attributes:
        zone: The IANA name of the time zone, or None.
        scales: The scale of each instrument.
        usual_minutes: How long a dose of each known intervention lasts where nobody wrote it [minute].
        generic_minutes: How long one of any other does [minute].
        findings: Where to note what is wrong, by table.
    """

    zone: str | None
    scales: Mapping[str, Scale]
    usual_minutes: Mapping[str, float]
    generic_minutes: float
    findings: Mapping[str, Findings]

    def minutes_of(self, intervention: str) -> float:
        """The minutes to assume for a dose [minute]."""
        return self.usual_minutes.get(intervention, self.generic_minutes)


def record_of(person: str, rows: Sequence[AnswerRow], dose_rows: Sequence[DoseRow], setting: Setting) -> Record | None:
    """One person's record, or None after noting why there is none.

    Args:
        person: Who.
        rows: The person's rows of answers, at least one.
        dose_rows: The person's rows of doses.
        setting: What holds for all persons.
    """
    answered = [row for row in rows if row.answers]
    if not any(PAIN in row.answers for row in answered):
        refusal = CellError(f"'{person}' never answered pain", "Answer it once or more, or leave the person out.")
        setting.findings[rows[0].when.table].add(rows[0].when.row, PAIN, "", refusal)
        return None
    placed = timeline([row.when for row in (*answered, *dose_rows)], setting.zone, setting.findings)
    moments = list(zip(placed.days, answered, strict=False))
    kept = {(day, tuple(row.answers.items())): row for day, row in moments}
    responses = tuple(_responses(kept, setting.scales))
    dose_days = placed.days[len(answered) :]
    doses = [_dose(day, row, setting) for day, row in zip(dose_days, dose_rows, strict=True)]
    unique = tuple(dict.fromkeys(doses))
    said = (
        *notices.assumed_hours([row.when for row in answered], [row.when for row in dose_rows]),
        *placed.notices,
        *notices.repeated("answers", len(answered) - len(kept)),
        *notices.repeated("doses", len(doses) - len(unique)),
        *notices.several_at_once(responses, placed.clock),
        *notices.assumed_minutes(dose_rows, setting.minutes_of),
        *notices.unknown_interventions(dose_rows, setting.usual_minutes),
    )
    return Record(person, responses, unique, placed.clock, _resolutions(answered, setting.scales), said)


def _responses(
    kept: Iterable[tuple[float, tuple[tuple[str, float], ...]]], scales: Mapping[str, Scale]
) -> Iterable[Response]:
    for day, answers in kept:
        for instrument, answer in answers:
            yield Response(day, instrument, scales[instrument].to_ten(answer))


def _dose(day: float, row: DoseRow, setting: Setting) -> Dose:
    minutes = setting.minutes_of(row.intervention) if row.minutes is None else row.minutes
    return Dose(day, row.intervention, minutes, row.intensity, row.note)


def _resolutions(rows: Sequence[AnswerRow], scales: Mapping[str, Scale]) -> dict[str, float]:
    answers = {name: [row.answers[name] for row in rows if name in row.answers] for name in sorted(scales)}
    return {name: scales[name].resolution(given) for name, given in answers.items() if given}
