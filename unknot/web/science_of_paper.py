"""The side door to the report on paper: a record and names go in, a PDF comes out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from unknot.records import Record
from unknot.report.paper_tongue import left_in_english as left_in_english
from unknot.web.science import answer_of, load_numerics

DOCTOR, CLIENT = "doctor", "client"


@dataclass(frozen=True, slots=True)
class Names:
    """What the head of the report says.

    Attributes:
        practice: Name of the practice.
        therapist: Name of the therapist.
        client: Name of the client.
        born: The client's date of birth, or None.
        complaint: What brings the client, or nothing.
    """

    practice: str
    therapist: str
    client: str
    born: date | None
    complaint: str


def paper_of(record: Record, names: Names, made: date, reader: str, language: str, say: Callable[[str], str]) -> bytes:
    """The report of one client as PDF.

    Args:
        record: The client's record.
        names: What the head says.
        made: The date of the report.
        reader: DOCTOR or CLIENT.
        language: The code of the language it is written in.
        say: Says a text of the report in that language.

    Raises:
        FitError: If there is nothing to learn from.
    """
    load_numerics()
    from unknot.report.paper import Letterhead, paper
    from unknot.report.paper_tongue import Tongue

    head = Letterhead(names.practice, names.therapist, names.client, made, names.born, names.complaint)
    return paper(answer_of(record), head, reader, Tongue(language, say))
