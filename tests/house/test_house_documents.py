"""Documents agree with each other, with the Makefile and with the version."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import unknot
from unknot.evidence import load
from unknot.evidence.schema.arrow import GRADES

ROOT = Path(__file__).parents[2]
PAGES = [*ROOT.glob("*.md"), *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\((?!\w+:|#)([^)#\s]+)(?:#[^)]*)?\)")
TARGET = re.compile(r"^([a-z]+):.*?## \S", re.MULTILINE)
# `help` lists the others, and nobody needs to be told how to remove what can be made again.
SELF_EVIDENT = {"help", "clean"}


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_make_target_is_in_the_readme():
    readme = _text("README.md")
    targets = set(TARGET.findall(_text("Makefile"))) - SELF_EVIDENT
    assert targets >= {"run", "test", "check"}
    assert sorted(target for target in targets if f"make {target}" not in readme) == []


def test_every_phony_target_says_what_it_does():
    makefile = _text("Makefile")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony is not None
    assert sorted(phony[1].split()) == sorted(TARGET.findall(makefile))


def test_the_version_is_the_same_everywhere():
    cited = re.search(r"^version: (\S+)$", _text("CITATION.cff"), re.MULTILINE)
    assert cited is not None
    assert cited[1] == unknot.__version__
    assert tomllib.loads(_text("pyproject.toml"))["project"]["version"] == unknot.__version__


def test_the_changelog_has_an_entry_for_the_version_with_the_date_of_its_release():
    released = re.search(r"^date-released: (\S+)$", _text("CITATION.cff"), re.MULTILINE)
    assert released is not None
    assert f"## {unknot.__version__} ({released[1]})\n" in _text("CHANGELOG.md")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_files_lead_somewhere(page):
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_index_lists_every_decision():
    index = _text("docs/index.md")
    decisions = [path.name for path in (ROOT / "docs" / "decisions").glob("*.md")]
    assert [name for name in decisions if f"(decisions/{name})" not in index] == []


@pytest.mark.parametrize("name", ["run.lock", "dev.lock"])
def test_locks_name_no_host_and_pin_everything_with_a_hash(name):
    text = _text(f"requirements/{name}")
    assert "://" not in text
    assert "index-url" not in text
    pins = re.split(r"\n(?=\S)", text.strip())
    assert [pin.split()[0] for pin in pins if "==" not in pin or "--hash=sha256:" not in pin] == []


def test_the_locks_agree():
    pins = {
        name: set(re.findall(r"^\S+==\S+", _text(f"requirements/{name}.lock"), re.MULTILINE)) for name in ("run", "dev")
    }
    assert pins["run"] < pins["dev"]


def test_the_claims_of_the_evidence_page_have_the_verdicts_of_the_facts():
    rows = [f"| {claim.title} | {claim.verdict} | `{claim.name}` |" for claim in load.claims().values()]
    page = _text("docs/evidence.md")
    table = re.findall(r"^\| .+ \| .+ \| `\w+` \|$", page, re.MULTILINE)
    assert table == rows, "the table of claims in docs/evidence.md:\n" + "\n".join(rows)
    assert all(f"| {grade} |" in page for grade in GRADES)
