"""`unknot readmit`: for a member of staff who has lost the password or the authenticator."""

from __future__ import annotations

from typing import Annotated

import typer

from unknot.cli.passphrase import ask_for_passphrase
from unknot.errors import UnknotError


def command(
    email: Annotated[str, typer.Argument(help="The e-mail address with which the person signs in.")],
) -> None:
    """Give somebody a new password and take the authenticator off: a new one is set up at the next sign-in.

    Whoever may run this has the passphrase of the practice or the keyring of its owner: there is no way by e-mail.
    """
    ask_for_passphrase()
    from unknot.web.serving import prepare

    prepare()
    from unknot.web.accounts.readmit import readmit

    words = typer.prompt("New password", hide_input=True, confirmation_prompt=True)
    try:
        name = readmit(email, words)
    except LookupError as error:
        raise UnknotError(
            "Nobody signs in with this address.", given=email, todo="Type it as in the settings of the app."
        ) from error
    except ValueError as error:
        raise UnknotError("This password is not good enough.", todo=str(error)) from error
    print(f"{name} may sign in with the new password, and sets up an authenticator then.")
