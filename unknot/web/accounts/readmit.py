"""Letting somebody in again who has lost the password or the second factor."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from unknot.web.accounts.models import StaffMember
from unknot.web.audit.trail import append


def readmit(email: str, password: str) -> str:
    """Set a new password and take the authenticator off; every sign-in that is open ends.

    Args:
        email: With which the person signs in.
        password: The new password.

    Returns:
        The person's name.

    Raises:
        LookupError: If nobody signs in with this address.
        ValueError: If the password is not good enough.
    """
    person = StaffMember.objects.filter(email=email.strip().lower()).select_related("practice").first()
    if person is None:
        raise LookupError(email)
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise ValueError(" ".join(error.messages)) from error
    with transaction.atomic():
        person.set_password(password)
        person.save(update_fields=["password"])
        TOTPDevice.objects.filter(user=person).delete()
        append(person.practice, ("program", "readmit"), "staff.readmit", person)
    return person.name
