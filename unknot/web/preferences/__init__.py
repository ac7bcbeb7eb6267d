"""A member of staff's own settings: language, password, second factor."""
