"""BibTeX that a strict reader accepts, with what the citations hold."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unknot.evidence import load
from unknot.evidence.bibtex import bibliography, entry, escaped, read_citation

STUDIES = load.studies()
HEAD = re.compile(r"@(article|misc)\{([a-z][a-z0-9_]*),\n")
FIELD = re.compile(r"  ([a-z]+) = \{(.*)\},\n")


def _parsed(text: str) -> dict[str, dict[str, str]]:
    """The entries of a bibliography; every character must belong to one, and every brace must be closed."""
    found: dict[str, dict[str, str]] = {}
    while text:
        head = HEAD.match(text)
        assert head is not None, text[:80]
        text = text[head.end() :]
        fields = {"kind": head[1]}
        while field := FIELD.match(text):
            assert _balanced(field[2]), field[2]
            assert field[1] not in fields
            fields[field[1]] = field[2]
            text = text[field.end() :]
        assert text.startswith("}\n"), text[:80]
        assert head[2] not in found
        found[head[2]] = fields
        text = text.removeprefix("}\n").removeprefix("\n")
    return found


def _balanced(value: str) -> bool:
    depth = 0
    for brace in re.findall(r"(?<!\\)[{}]", value):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def test_the_whole_bibliography_is_read_back():
    found = _parsed(bibliography(STUDIES.values()))
    assert list(found) == sorted(STUDIES)
    for key, fields in found.items():
        assert fields["title"]
        assert fields["year"] == str(STUDIES[key].year)
        assert fields.get("doi", "") == (STUDIES[key].doi or "")
        assert fields["url"] == STUDIES[key].link


def test_nearly_every_citation_gives_authors_and_a_journal():
    """Guidelines are left out: an institute is no person and publishes in no journal."""
    found = _parsed(bibliography(STUDIES.values()))
    papers = {key: fields for key, fields in found.items() if STUDIES[key].design != "guideline"}
    bare = sorted(key for key, fields in papers.items() if "author" not in fields or "journal" not in fields)
    assert len(bare) <= len(found) / 20, bare


def test_an_entry_is_what_a_paper_needs():
    fields = _parsed(entry(load.study("cherkin2011")))["cherkin2011"]
    assert fields["kind"] == "article"
    assert fields["author"] == "Cherkin, D. C. and Sherman, K. J. and Kahn, J. and others"
    assert fields["journal"] == "Ann Intern Med"
    assert (fields["volume"], fields["number"], fields["pages"]) == ("155", "1", "1--9")
    assert fields["title"].startswith("{A comparison of the effects of 2 types of massage")


@pytest.mark.parametrize(
    ("citation", "authors", "title", "journal", "volume"),
    [
        ("Smith A, Jones BC. A title. J Name. 2020;12(3):4-5.", ("Smith A", "Jones BC"), "A title", "J Name", "12"),
        ("van Dijk AB, et al. Is it? Pain. 2020.", ("van Dijk AB",), "Is it?", "Pain", ""),
        ("Smith A. One. Two: three. Pain. 2020;1:2.", ("Smith A",), "One. Two: three", "Pain", "1"),
        ("A report without authors. J Name. 2020;3.", (), "A report without authors", "J Name", "3"),
        ("Something else altogether", (), "Something else altogether", "", ""),
    ],
)
def test_citations_are_taken_apart(citation, authors, title, journal, volume):
    reference = read_citation(citation)
    assert (reference.authors, reference.title) == (authors, title)
    assert (reference.journal, reference.volume) == (journal, volume)


def test_characters_that_tex_reads_as_commands_are_escaped():
    assert escaped("5 % of A & B_{1} #2 $3 ~ ^ \\") == (
        r"5 \% of A \& B\_\{1\} \#2 \$3 \textasciitilde{} \textasciicircum{} \textbackslash{}"
    )


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1))
def test_any_citation_gives_an_entry_that_is_read_back(citation):
    study = replace(load.study("cherkin2011"), citation=citation)
    assert list(_parsed(entry(study))) == ["cherkin2011"]


def test_each_study_is_there_once():
    twice = [load.study("kaada1989"), load.study("day1987"), load.study("kaada1989")]
    assert list(_parsed(bibliography(twice))) == ["day1987", "kaada1989"]
