"""Pages from templates: one HTML file each that needs nothing else."""

from __future__ import annotations

from importlib import resources

from jinja2 import Environment, FunctionLoader, StrictUndefined

from unknot.report import palette


def render_page(template: str, **content: object) -> str:
    """The HTML of one template; every page is given the palette.

    Args:
        template: The template's file name.
        content: What the template shows.
    """
    environment = Environment(
        loader=FunctionLoader(_source),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(template).render(palette=palette, **content)


def _source(name: str) -> str:
    return (resources.files("unknot.report") / "templates" / name).read_text(encoding="utf-8")
