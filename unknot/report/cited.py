"""Which studies stand behind a name, a term or a question: what `unknot cite` prints."""

from __future__ import annotations

from collections.abc import Iterable

from unknot.evidence import load
from unknot.evidence.schema.study import Study
from unknot.evidence.search import Hit, search


def studies_behind(asked: Iterable[str]) -> tuple[Study, ...]:
    """The studies of each name, term or question, each once, in the order of their keys.

    A term or a question is cited with the studies of its best answer, those that `unknot evidence` shows.

    Args:
        asked: Keys of studies, names of facts, terms or questions.

    Raises:
        FactError: If nothing is known about one of them.
    """
    keys = {key for text in asked for key in _keys(text)}
    return tuple(load.study(key) for key in sorted(keys))


def keys_behind(hit: Hit) -> tuple[str, ...]:
    """The keys of the studies that an answer rests on."""
    if hit.kind == "claim":
        return tuple(key for name in load.claim(hit.name).arrows for key in load.arrow(name).sources)
    return load.arrow(hit.name).sources if hit.kind == "arrow" else load.intervention(hit.name).sources


def _keys(text: str) -> tuple[str, ...]:
    name = text.strip()
    return (name,) if name in load.studies() else keys_behind(search(name).hits[0])
