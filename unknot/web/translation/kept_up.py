"""Keeping a catalogue up with the code and the facts: what is new is added untranslated, what is gone is dropped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from unknot.web.translation.in_code import Message, messages_in_code
from unknot.web.translation.in_facts import messages_in_facts
from unknot.web.translation.patterns import CONTEXT, patterns

WIDTH = 110


def messages() -> dict[tuple[str, str], Message]:
    """Everything that the app says, by its key: from the code, from the facts, and as patterns of sentences."""
    sentences = [Message(text, context=CONTEXT, place=f"sentences/{about}") for about, text in patterns()]
    return messages_in_facts() | messages_in_code() | {sentence.key: sentence for sentence in sentences}


def kept_up(path: Path) -> Any:
    """The catalogue with every text of today, in the order of the places where they stand.

    Args:
        path: The file of the catalogue; it may not be there yet.
    """
    import polib

    before = polib.pofile(str(path), wrapwidth=WIDTH) if path.exists() else polib.POFile(wrapwidth=WIDTH)
    known = {(entry.msgctxt or "", entry.msgid): entry for entry in before}
    after = polib.POFile(wrapwidth=WIDTH)
    after.header = before.header
    after.metadata = before.metadata or {
        "Language": path.stem,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for message in sorted(messages().values(), key=lambda message: message.place):
        after.append(_entry(message, known.get(message.key)))
    return after


def _entry(message: Message, known: Any) -> Any:
    import polib

    entry = polib.POEntry(
        msgid=message.text, msgctxt=message.context or None, occurrences=[(message.place.replace(" ", "_"), "")]
    )
    if "%(" in message.text and not message.context:
        entry.flags.append("python-format")
    if message.plural:
        entry.msgid_plural = message.plural
        entry.msgstr_plural = {0: "", 1: ""}
    if known is not None:
        entry.tcomment = known.tcomment
        if bool(known.msgid_plural) == bool(message.plural):
            entry.msgstr, entry.msgstr_plural = known.msgstr, known.msgstr_plural
    return entry
