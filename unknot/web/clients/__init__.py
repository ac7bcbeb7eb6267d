"""Clients, and the page of one client that other apps add tabs to."""
