"""The practice app: record, diary, answer. One app a folder; `access.py` says who may, `science.py` is the one door."""
