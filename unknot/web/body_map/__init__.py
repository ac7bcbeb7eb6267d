"""The body map: two figures to click on, and a list of the same regions for keyboard and screen reader."""
