"""What is known about a term or a question, as a page in the terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from unknot.evidence import load
from unknot.evidence.comparable import pools_of
from unknot.evidence.schema.arrow import Arrow
from unknot.evidence.schema.finding import Finding
from unknot.evidence.search import Found, Hit
from unknot.report.evidence_reading import expected_said, facts_of, finding_read, pool_lines
from unknot.report.evidence_words import interval_said, readable, study_named
from unknot.report.terminal_layout import SOFT, WIDEST, grid, heading, inside, item, said
from unknot.report.terminal_marks import Sheet
from unknot.report.wording import SPACE, count

Parts = Iterable[RenderableType]


def render(found: Found, console: Console) -> None:
    """Print the page of the best answer and the names of the others."""
    width = min(console.width, WIDEST)
    console.print(Sheet(tuple(_page(found))), width=width, highlight=False, soft_wrap=False)


def render_contents(console: Console) -> None:
    """Print the list of claims with their verdicts, and what else there is to ask about."""
    width = min(console.width, WIDEST)
    console.print(Sheet(tuple(_contents())), width=width, highlight=False, soft_wrap=False)


def _page(found: Found) -> Parts:
    for word, near in found.corrected.items():
        yield said(f"Nothing is known about '{word}'; this is about '{near}'.", style=SOFT)
    best, *others = found.hits
    yield from _PAGES[best.kind](best.name)
    if others:
        yield heading("See also")
        yield from (inside(item(f"{hit.title}: {_ask(hit)}")) for hit in others)


def _ask(hit: Hit) -> str:
    return f"unknot evidence {hit.name}"


def _claim(name: str) -> Parts:
    claim = load.claim(name)
    yield said(claim.title, style="bold")
    yield said(f"“{claim.statement}”", style=SOFT)
    yield heading("Verdict", claim.verdict)
    yield from _told("What stands", claim.stands)
    yield from _told("What does not", claim.falls)
    yield heading("What it rests on")
    arrows = [load.arrow(arrow) for arrow in claim.arrows]
    for arrow in arrows:
        yield inside(item(f"{arrow.title} ({arrow.grade}): {arrow.verdict}"))
        yield from (inside(inside(said(line, style=SOFT))) for line in _pooled_lines(arrow))
    yield from _studies(dict.fromkeys(key for arrow in arrows for key in arrow.sources))


def _arrow(name: str) -> Parts:
    arrow = load.arrow(name)
    yield said(arrow.title, style="bold")
    yield said(f"{arrow.name} · {arrow.grade} · the claim is {arrow.consensus}", style=SOFT)
    yield heading("Verdict")
    yield inside(said(arrow.verdict, style="bold"))
    yield inside(said(_read(arrow.claim)))
    yield Text()
    yield inside(_facts(arrow))
    yield from _pooled(arrow)
    yield heading("What studies found")
    for finding in arrow.findings:
        yield from (inside(part) for part in _finding(finding))
    claims = [claim for claim in load.claims().values() if name in claim.arrows]
    if claims:
        yield heading("What people say")
        yield from (inside(item(f"“{claim.statement}” {claim.verdict.capitalize()}.")) for claim in claims)


def _facts(arrow: Arrow) -> Table:
    table = grid()
    for label, value in facts_of(arrow):
        table.add_row(label, said(value))
    return table


def _pooled(arrow: Arrow) -> Parts:
    for pool in pools_of(arrow, load.studies()):
        yield heading("Taken together", pool.label)
        yield from (inside(said(line)) for line in pool_lines(pool))
        yield from (inside(said(caution, style=SOFT)) for caution in pool.cautions)


def _pooled_lines(arrow: Arrow) -> list[str]:
    return [
        f"Taken together, {pool.label}: {interval_said(pool.metric, pool.result.fixed)}."
        for pool in pools_of(arrow, load.studies())
    ]


def _finding(finding: Finding) -> Parts:
    read = finding_read(finding)
    people = f", n{SPACE}={SPACE}{read.study.people}" if read.study.people else ""
    yield item(f"{read.study.named} ({read.study.design}{people}): {read.effect}")
    size = f" {read.size}." if read.size else ""
    yield inside(said(f"{read.measured}{size}", style=SOFT))
    yield inside(said(read.certainty, style=SOFT))
    if read.study.link:
        yield inside(_link(read.study.link))


def _studies(keys: Iterable[str]) -> Parts:
    yield heading("Studies")
    for key in keys:
        study = load.study(key)
        yield inside(item(f"{study_named(study)} ({study.design}): {_read(study.finding)}"))
        if study.link:
            yield inside(inside(_link(study.link)))


def _intervention(name: str) -> Parts:
    fact = load.intervention(name)
    yield said(fact.title, style="bold")
    yield said(f"{fact.grade} · a usual {fact.session_word} lasts {count(round(fact.usual_minutes), 'minute')}", SOFT)
    yield from _told("What it is", fact.description)
    yield from _told("What is expected", expected_said(fact))
    yield from _told("Harms", fact.harms)
    yield from _studies(fact.sources)


def _contents() -> Parts:
    yield said("What people say about pain and its relief", style="bold")
    yield Text()
    table = grid()
    for claim in load.claims().values():
        table.add_row(said(claim.title), said(claim.verdict, style="bold"), said(claim.name, style=SOFT))
    yield inside(table)
    grades = [arrow.grade for arrow in load.arrows().values()]
    graded = ", ".join(f"{grades.count(grade)} {grade}" for grade in dict.fromkeys(sorted(grades)))
    yield Text()
    yield said(
        f"They rest on {count(len(grades), 'arrow')} ({graded}); the facts hold {len(load.studies())}{SPACE}studies."
    )
    yield said('Ask with a name, a term or a question: unknot evidence "does massage raise endorphins?"', style=SOFT)


def _told(title: str, text: str) -> Parts:
    yield heading(title)
    yield inside(said(_read(text)))


def _read(text: str) -> str:
    return readable(text, load.studies())


def _link(address: str) -> Text:
    """An address that can be clicked where the terminal can, and read everywhere."""
    return Text(address, style=f"{SOFT} link {address}", overflow="fold")


_PAGES: Mapping[str, Callable[[str], Parts]] = {"claim": _claim, "arrow": _arrow, "intervention": _intervention}
