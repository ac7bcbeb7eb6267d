"""The report on paper: two pages as PDF, for the client's doctor or for the client.

Typst sets it with the fonts that it brings along, so that it looks alike on every computer, and tags it for screen
readers (PDF/UA-1).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from importlib import resources

from unknot.errors import UnknotError
from unknot.report.answer import Answer
from unknot.report.paper_content import content_of, shortened, typed_titles
from unknot.report.paper_labels import labels_of
from unknot.report.paper_tongue import BRITISH, Tongue, spoken

DOCTOR, CLIENT = "doctor", "client"
STANDARD = "ua-1"
LONGEST_NAME, LONGEST_COMPLAINT = 48, 100


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes to whom about whom.

    Attributes:
        practice: Name of the practice.
        therapist: Name of the therapist.
        client: Name of the client.
        made: The date of the report.
        born: The client's date of birth, or None.
        complaint: What brings the client, or nothing.
    """

    practice: str
    therapist: str
    client: str
    made: date
    born: date | None = None
    complaint: str = ""


def paper(answer: Answer, head: Letterhead, reader: str, tongue: Tongue = BRITISH) -> bytes:
    """The report as PDF.

    Args:
        answer: What is said.
        head: Who writes to whom about whom.
        reader: DOCTOR or CLIENT.
        tongue: The language it is written in.

    Raises:
        UnknotError: If typst is not installed.
    """
    try:
        import typst
    except ImportError as error:
        raise UnknotError(
            "The report on paper needs typst.", todo="Install it: pip install 'unknot[practice]'."
        ) from error
    content = {**content_of(answer, reader), "labels": labels_of(for_doctor=reader == DOCTOR)}
    tongue = tongue.keeping(typed_titles(answer))
    language, _, region = tongue.language.partition("-")
    said = {**spoken(content, tongue), "reader": reader, "head": _head(head, tongue)}
    said |= {"language": language, "region": region or None}
    source = (resources.files("unknot.report") / "templates" / "paper.typ").read_bytes()
    return typst.compile(
        source,
        format="pdf",
        sys_inputs={"said": json.dumps(said, ensure_ascii=False)},
        pdf_standards=STANDARD,
        ignore_system_fonts=True,
    )


def written(day: date) -> str:
    """A date as it is written in Britain: "24 November 2026"."""
    return f"{day.day} {day:%B %Y}"


def _head(head: Letterhead, tongue: Tongue) -> dict[str, str]:
    return {
        "practice": shortened(head.practice, LONGEST_NAME),
        "therapist": shortened(head.therapist, LONGEST_NAME),
        "client": shortened(head.client, LONGEST_NAME),
        "made": tongue.say(written(head.made)),
        "born": tongue.say(written(head.born)) if head.born else "",
        "complaint": shortened(head.complaint, LONGEST_COMPLAINT),
    }
