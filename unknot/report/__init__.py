"""Showing: the answer as data, as a terminal page and as an HTML page. One look for all of them."""
