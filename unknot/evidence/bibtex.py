"""Studies as BibTeX, for a paper that uses an answer of Unknot."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from unknot.evidence.schema.study import Study

_AUTHOR = r"(?:[^\W\d_][^,.;:?!()]*? [A-ZÀ-Ž](?:-?[A-ZÀ-Ž]){0,3})"
_AUTHORS = re.compile(rf"(?P<authors>{_AUTHOR}(?:, {_AUTHOR})*)(?P<others>,? et al)?\. (?P<rest>.+)")
_YEAR = re.compile(r"(?P<head>.+[.?!]) (?P<year>(?:19|20)\d\d)(?P<place>[;(\s].*?)?\.?")
_PLACE = re.compile(r";(?P<volume>[^(:;]+)(?:\((?P<number>[^)]*)\))?(?::(?P<pages>\S+))?")
_SPECIAL = {character: f"\\{character}" for character in "&%$#_{}"} | {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


@dataclass(frozen=True, slots=True)
class Reference:
    """The parts of a citation of the form "Smith A, Jones BC. A title. J Name. 2020;12(3):4-5", as far as it has them.

    What a citation does not hold is empty; a citation of another form is a title alone.
    """

    title: str
    authors: tuple[str, ...] = ()
    others: bool = False
    journal: str = ""
    volume: str = ""
    number: str = ""
    pages: str = ""


def read_citation(citation: str) -> Reference:
    """Take a citation apart."""
    authored = _AUTHORS.fullmatch(citation)
    authors = tuple(authored["authors"].split(", ")) if authored else ()
    others = bool(authored and authored["others"])
    rest = authored["rest"] if authored else citation
    dated = _YEAR.fullmatch(rest)
    if dated is None:
        return Reference(rest.rstrip("."), authors, others)
    title, journal = _title_and_journal(dated["head"])
    place = _PLACE.match(dated["place"] or "")
    volume, number, pages = (place[part] or "" for part in ("volume", "number", "pages")) if place else ("", "", "")
    return Reference(title, authors, others, journal, volume.strip(), number, pages.rstrip("."))


def entry(study: Study) -> str:
    """One BibTeX entry; its key is the study's."""
    reference = read_citation(study.citation)
    fields = {
        "author": " and ".join([*map(_name, reference.authors), *(["others"] if reference.others else [])]),
        "title": f"{{{escaped(reference.title)}}}",
        "journal": escaped(reference.journal),
        "year": str(study.year),
        "volume": escaped(reference.volume),
        "number": escaped(reference.number),
        "pages": re.sub(r"(?<=\w)-(?=\w)", "--", escaped(reference.pages)),
        "doi": study.doi or "",
        "pmid": study.pmid or "",
        "pmcid": study.pmcid or "",
        "url": study.link or "",
    }
    kind = "article" if reference.journal else "misc"
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{study.key},", *lines, "}"]) + "\n"


def bibliography(studies: Iterable[Study]) -> str:
    """Entries in the order of their keys, each study once."""
    return "\n".join(entry(study) for study in sorted(set(studies), key=lambda study: study.key))


def escaped(text: str) -> str:
    """Text with the characters that TeX reads as commands written as themselves."""
    return "".join(_SPECIAL.get(character, character) for character in text)


def _name(author: str) -> str:
    """An author as BibTeX sorts them: "van Dijk, A. B." from "van Dijk AB"."""
    surname, _, initials = author.rpartition(" ")
    given = " ".join(f"{initial}." for initial in re.findall(r"-?[A-ZÀ-Ž]", initials))
    return f"{escaped(surname)}, {given}"


def _title_and_journal(head: str) -> tuple[str, str]:
    """The journal is what stands behind the last full stop or question mark inside the head."""
    inside = head.removesuffix(".")
    breaks = [found.end() for found in re.finditer(r"(?:\.|[?!]) (?=\S)", inside)]
    if not breaks:
        return inside, ""
    title, journal = inside[: breaks[-1]].strip(), inside[breaks[-1] :].strip()
    return title.removesuffix("."), journal
