import io

import pytest
from report_cases import CASES
from rich.cells import cell_len
from rich.console import Console

from unknot.report import terminal


def printed(answer, width, **how):
    console = Console(file=io.StringIO(), width=width, **how)
    terminal.render(answer, console)
    return console.file.getvalue()


@pytest.mark.parametrize("width", [60, 80, 100])
def test_nothing_overflows(case, width):
    _, answer = case
    lines = printed(answer, width).split("\n")
    assert max(cell_len(line) for line in lines) <= width
    assert not any(line.endswith(" ") for line in lines)


@pytest.mark.parametrize("width", [60, 100])
def test_no_word_is_lost_and_no_number_is_cut_from_its_unit(case, width):
    _, answer = case
    lines = printed(answer, width).split("\n")
    assert not any(line.lstrip().startswith("%") for line in lines)
    assert "…" not in "".join(lines).replace("gone in …", "")


def test_without_colour_the_page_says_the_same(case):
    _, answer = case
    plain = printed(answer, 90)
    coloured = Console(file=io.StringIO(), width=90, force_terminal=True, color_system="truecolor", record=True)
    terminal.render(answer, coloured)
    assert "\x1b[" not in plain
    assert "\x1b[" in coloured.file.getvalue()
    assert coloured.export_text() == plain


def test_a_terminal_without_unicode_shows_ascii(case):
    name, answer = case
    if name == "long_diary":
        pytest.skip("the name itself is not ASCII")
    raw = io.BytesIO()
    console = Console(file=io.TextIOWrapper(raw, encoding="ascii", write_through=True), width=80)
    terminal.render(answer, console)
    assert raw.getvalue().decode("ascii")


def test_the_page_is_at_most_two_screens():
    assert printed(CASES["learned"](), 90).count("\n") <= 70


def test_an_untrustworthy_computation_is_said_first_and_loud():
    lines = printed(CASES["no_drivers"](), 90).split("\n")
    assert any("WARNING" in line for line in lines[:6])


def test_square_brackets_in_a_name_are_no_markup():
    from dataclasses import replace

    answer = CASES["learned"]()
    odd = replace(answer, record=replace(answer.record, person="[bold]K[/] :smile:"))
    assert printed(odd, 80).startswith("[bold]K[/] :smile:")
