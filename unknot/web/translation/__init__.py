"""Other languages than English: one file a language, `unknot/web/locale/<language>.po`, holds all that the app says."""
