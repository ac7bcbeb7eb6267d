"""Why it hurts: the living picture of the pain system."""
