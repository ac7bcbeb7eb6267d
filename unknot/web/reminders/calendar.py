"""The event for a client's own calendar, as an iCalendar file (RFC 5545).

It is a file and not an address to subscribe to: calendars fetch such an address without signing in, so that the address
itself would have to hold the secret.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone
from icalendar import Alarm, Calendar, Event

from unknot.web.clients.models import Client
from unknot.web.reminders.words import event_title

LENGTH = timedelta(minutes=5)
PRODUCT = "-//Unknot//EN"
SECONDS_A_MINUTE = 60


def calendar_of(client: Client, at: time) -> bytes:
    """One event an evening, for as long as a phone stays enrolled; it begins after a pause.

    Its time is a time on the wall wherever the phone is. Saved anew, it takes the place of the one before: same name,
    later version.

    Args:
        client: Whose.
        at: The time of day.
    """
    now = timezone.now()
    begin = datetime.combine(_first_day(client, client.practice.local(now).date()), at)
    event = Event()
    # Made from the client's id and not to be turned back into it.
    event.add("uid", f"{uuid.uuid5(client.public_id, 'evening')}@unknot.invalid")
    event.add("dtstamp", now)
    event.add("sequence", int(now.timestamp()) // SECONDS_A_MINUTE)
    event.add("summary", event_title())
    event.add("dtstart", begin)
    event.add("dtend", begin + LENGTH)
    event.add("rrule", {"freq": "daily", "count": settings.DEVICE_DAYS})
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    event.add_component(_alarm())
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return calendar.to_ical()


def _first_day(client: Client, today: date) -> date:
    return client.paused_until if client.is_paused and client.paused_until else today


def _alarm() -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", event_title())
    alarm.add("trigger", timedelta(0))
    return alarm
