"""Reading and writing the two CSV tables: what was answered, and what was done."""
