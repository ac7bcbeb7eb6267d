"""Translations: every app keeps its own `locale/<language>/LC_MESSAGES/django.po`; they are compiled at the start.

Nobody needs the gettext programs to run Unknot, and no compiled file lies in the repository.
"""

from __future__ import annotations

from pathlib import Path

from unknot.web.home import data_folder
from unknot.web.installed import FOLDER


def compile_translations(folder: Path | None = None) -> None:
    """Put all the apps' translations into one catalogue a language, where that is older than what it is made of.

    Args:
        folder: Where the catalogues go; the folder `locale` of the practice's data when left out.
    """
    import polib

    folder = folder or data_folder() / "locale"
    for language in languages():
        sources = sorted(FOLDER.glob(f"*/locale/{language}/LC_MESSAGES/django.po"))
        made = folder / language / "LC_MESSAGES" / "django.mo"
        if made.exists() and made.stat().st_mtime >= max(source.stat().st_mtime for source in sources):
            continue
        catalogue = polib.POFile()
        for source in sources:
            read = polib.pofile(str(source))
            catalogue.metadata = {**read.metadata, "Language": language}
            known = {(entry.msgctxt, entry.msgid) for entry in catalogue}
            catalogue.extend(entry for entry in read.translated_entries() if (entry.msgctxt, entry.msgid) not in known)
        made.parent.mkdir(parents=True, exist_ok=True)
        catalogue.save_as_mofile(str(made))


def languages() -> list[str]:
    """The languages that some app has a translation into."""
    return sorted({path.parents[1].name for path in FOLDER.glob("*/locale/*/LC_MESSAGES/django.po")})
