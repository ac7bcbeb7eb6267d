"""The report on paper: for the client's doctor and for the client."""
