"""Facts: what is known about interventions, instruments and the studies behind them.

A fact is a TOML file; the file's stem is the fact's name, and adding the file is all it takes. The `basis` of
an intervention says which of its numbers were reported, which derived and which assumed.

- `unknot.evidence.load` finds and reads the files: studies, interventions and instruments, all or by name.
- `unknot.evidence.schema` says what a file must hold and refuses what does not fit.
"""
