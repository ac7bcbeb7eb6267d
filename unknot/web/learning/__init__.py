"""What was learned from each client's record, as of when; learned in the background."""
