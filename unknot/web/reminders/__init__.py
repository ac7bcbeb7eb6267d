"""Reminders without a word about health: an event for the client's calendar, a text that is sent."""
