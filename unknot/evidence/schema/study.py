"""A study: one published source, by whose key facts and parameters cite it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from unknot.evidence.schema.rules import NAME, Number, Text, Truth


@dataclass(frozen=True, slots=True)
class Study:
    """One published source.

    Attributes:
        key: Its short name, by which facts and parameters cite it.
        citation: Authors, title, journal, year and pages.
        doi: Its digital object identifier, where known.
        pmid: Its PubMed number, where known.
        pmcid: Its PubMed Central number, where known.
        url: A page about it, where there is no identifier.
        design: How it was made, such as "RCT" or "daily diary".
        population: Who took part.
        n: How many took part, where one number says it.
        finding: What it found that Unknot uses, in our own words.
        year: The year it came out.
        verified: Whether the figures were seen in the source; without that it carries none.
    """

    key: Annotated[str, Text(pattern=NAME)]
    citation: Annotated[str, Text()]
    doi: Annotated[str | None, Text(pattern=r"10\.\d{4,9}/\S+", optional=True)]
    pmid: Annotated[str | None, Text(pattern=r"\d{1,8}", optional=True)]
    pmcid: Annotated[str | None, Text(pattern=r"PMC\d{1,9}", optional=True)]
    url: Annotated[str | None, Text(pattern=r"https?://\S+", optional=True)]
    design: Annotated[str, Text()]
    population: Annotated[str, Text()]
    n: Annotated[int | None, Number(above=0, whole=True, optional=True)]
    finding: Annotated[str, Text()]
    year: Annotated[int, Number(least=1900, most=2100, whole=True)]
    verified: Annotated[bool, Truth()]

    @property
    def link(self) -> str | None:
        """Where it can be found: by its strongest identifier, or the page about it."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        if self.pmid:
            return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/"
        if self.pmcid:
            return f"https://pmc.ncbi.nlm.nih.gov/articles/{self.pmcid}/"
        return self.url
