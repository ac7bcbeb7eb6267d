"""Trials of one: two options compared within one person, in randomised blocks."""
