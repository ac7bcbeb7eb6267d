"""`unknot recover`: open the data with the recovery sheet."""

from __future__ import annotations

import typer


def command() -> None:
    """Open the encrypted data with the code on the recovery sheet, and give them a new passphrase."""
    from unknot.web.home import data_folder
    from unknot.web.keys.unlock import recover

    print(f"The data in {data_folder()} get a new passphrase.")
    code = typer.prompt("Code on the recovery sheet")
    words = typer.prompt("New passphrase", hide_input=True, confirmation_prompt=True)
    recover(code, words)
    print("The data are open. Start with: UNKNOT_PASSPHRASE=… unknot serve, or type the passphrase when asked.")
