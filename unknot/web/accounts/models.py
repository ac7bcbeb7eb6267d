"""The practice and its staff."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo, available_timezones

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def check_time_zone(name: str) -> None:
    """Refuse a time zone that does not exist.

    Raises:
        ValidationError: If there is none of this name.
    """
    if name not in available_timezones():
        raise ValidationError(_("There is no such time zone."))


class Practice(models.Model):
    """One practice or clinic; nothing of it is ever visible from another."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("Name of the practice"), max_length=120)
    time_zone = models.CharField(_("Time zone"), max_length=64, default="Europe/London", validators=[check_time_zone])
    crisis_line = models.CharField(_("Crisis line"), max_length=200, blank=True)
    """Whom somebody in despair can call here, in the practice's own words."""
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    recovery_tested_at = models.DateTimeField(null=True, editable=False)

    def __str__(self) -> str:
        return self.name

    def local(self, moment: datetime) -> datetime:
        """A moment as the clock on the practice's wall shows it."""
        return moment.astimezone(ZoneInfo(self.time_zone))


class Staff(BaseUserManager["StaffMember"]):
    """Making members of staff."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> StaffMember:
        """Keep a new member of staff."""
        member = self.model(email=self.normalize_email(email).lower(), **fields)
        member.set_password(password)
        member.save()
        return member

    def get_by_natural_key(self, username: str | None) -> StaffMember:
        """The member of staff with this e-mail address, however it is capitalised."""
        return self.get(email=(username or "").lower())


class Role(models.TextChoices):
    """What a member of staff may do."""

    OWNER = "owner", _("Owner")
    THERAPIST = "therapist", _("Therapist")


class StaffMember(AbstractBaseUser):
    """Somebody who works at a practice."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="staff")
    email = models.EmailField(_("E-mail"), unique=True)
    name = models.CharField(_("Your name"), max_length=120)
    role = models.CharField(_("Role"), max_length=12, choices=Role.choices, default=Role.THERAPIST)
    language = models.CharField(_("Language"), max_length=8, blank=True)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    objects: ClassVar[Staff] = Staff()  # pyright: ignore[reportIncompatibleVariableOverride] - a manager of its own

    def __str__(self) -> str:
        return self.name

    @property
    def is_owner(self) -> bool:
        """Whether the practice is theirs."""
        return self.role == Role.OWNER.value


class FailedLogIn(models.Model):
    """One wrong password or code; the name is kept as a hash, for it may be a password in the wrong field."""

    name_hash = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)
