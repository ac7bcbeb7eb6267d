"""`python -m unknot.web.translation fr`: bring the catalogue of a language up to date, or begin one."""

from __future__ import annotations

import os
import sys


def main(language: str) -> None:
    """Write the catalogue, and say how much of it is still to translate."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unknot.web.settings")
    import django

    django.setup()
    from unknot.web.translation.catalogue import catalogue_of
    from unknot.web.translation.kept_up import kept_up

    path = catalogue_of(language)
    catalogue = kept_up(path)
    catalogue.save(str(path))
    print(f"{path}: {len(catalogue)} texts, {len(catalogue.untranslated_entries())} to translate")


if __name__ == "__main__":
    main(*sys.argv[1:])
