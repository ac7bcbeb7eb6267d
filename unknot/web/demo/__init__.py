"""The demo practice: virtual clients, so that anybody can look around."""
