"""The catalogues of translations: compiled when the app starts.

Nobody needs the gettext programs to run Unknot, and no compiled file lies in the repository.
"""

from __future__ import annotations

import os
from pathlib import Path

from unknot.web.home import data_folder

FOLDER = Path(__file__).parents[1] / "locale"


def languages() -> list[str]:
    """The languages that there is a translation into."""
    return sorted(path.stem for path in FOLDER.glob("*.po"))


def catalogue_of(language: str) -> Path:
    """The file that holds the translation into a language."""
    return FOLDER / f"{language}.po"


def compile_translations(folder: Path | None = None) -> None:
    """Compile each catalogue for Django, where that was not done for this very file.

    Args:
        folder: Where the compiled ones go; the folder `locale` of the practice's data when left out.
    """
    import polib

    folder = folder or data_folder() / "locale"
    for language in languages():
        source, made = catalogue_of(language), folder / language / "LC_MESSAGES" / "django.mo"
        written = source.stat().st_mtime_ns
        if made.exists() and made.stat().st_mtime_ns == written:
            continue
        made.parent.mkdir(parents=True, exist_ok=True)
        polib.pofile(str(source)).save_as_mofile(str(made))
        # A mark of what it was made from: after an update the source may well be older than what was compiled before.
        os.utime(made, ns=(written, written))
