"""Intake: questionnaires, health history, what the safety rules say about it, and who decided what."""
