"""The first page: who needs a look today."""
