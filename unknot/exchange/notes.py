"""What is said about parts of an SBML model: words, and the studies behind them as MIRIAM annotations."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from unknot.evidence.load import study
from unknot.exchange.library import done, libsbml


def describe(part: Any, words: Iterable[str]) -> None:
    """Give a part of a model its notes, one paragraph each.

    Args:
        part: The part, a libSBML object.
        words: What is said.
    """
    paragraphs = "".join(f"<p>{escape(one)}</p>" for one in words)
    done(part.setNotes(f'<body xmlns="http://www.w3.org/1999/xhtml">{paragraphs}</body>'))


def cite(part: Any, keys: Iterable[str], *, model: bool = False) -> None:
    """Say by which studies a part of a model is described (`isDescribedBy`).

    Args:
        part: The part, which has a metaid.
        keys: Keys of the studies; those without an identifier are left out.
        model: Whether the part is the model itself, for which the word belongs to another vocabulary.
    """
    places = [place for place in map(identifier, dict.fromkeys(keys)) if place is not None]
    if not places:
        return
    library = libsbml()
    term = library.CVTerm(library.MODEL_QUALIFIER if model else library.BIOLOGICAL_QUALIFIER)
    if model:
        done(term.setModelQualifierType(library.BQM_IS_DESCRIBED_BY))
    else:
        done(term.setBiologicalQualifierType(library.BQB_IS_DESCRIBED_BY))
    for place in places:
        done(term.addResource(place))
    done(part.addCVTerm(term))


def identifier(key: str) -> str | None:
    """The identifiers.org address of a study, or None where it has no identifier.

    Args:
        key: Key of the study.
    """
    found = study(key)
    if found.doi:
        return f"https://identifiers.org/doi:{found.doi}"
    if found.pmid:
        return f"https://identifiers.org/pubmed:{found.pmid}"
    return f"https://identifiers.org/pmc:{found.pmcid}" if found.pmcid else None
