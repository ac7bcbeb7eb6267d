"""The key of the database: where it is kept, how it is unlocked, and the sheet that brings it back."""
