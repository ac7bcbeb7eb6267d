"""Exchange with the field: the model and its calibration in formats that other programs read."""
