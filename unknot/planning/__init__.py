"""Choosing: plans of sessions and practice, questions at the right time, and trials of one."""
