"""Who did what: append-only, every entry holding the hash of the one before."""
