"""Trials of one: two options compared within one client, in an order that is sealed."""
