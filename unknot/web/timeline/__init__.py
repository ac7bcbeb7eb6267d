"""A client's timeline: pain and what is believed about it, sessions, the days ahead, and how long relief lasts."""
