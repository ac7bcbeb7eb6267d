"""A client's data: brought in, taken out, erased for good."""
