"""Django on SQLCipher: every page of the database file is encrypted."""
