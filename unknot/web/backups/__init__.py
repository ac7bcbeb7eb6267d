"""Backups: copied, sealed, restored for practice every time, and thrown away by rule."""
