"""Facts: what is known about interventions, instruments, causes and effects, and the studies behind them.

A fact is a TOML file; the file's stem is the fact's name, and adding the file is all it takes. The `basis` of
an intervention and of an arrow's prior says which numbers were reported, which derived and which assumed.

- `unknot.evidence.load` finds and reads the files: studies, interventions, instruments, arrows and claims, all or
  by name, and only the kind that is asked for.
- `unknot.evidence.schema` says what a file must hold and refuses what does not fit.
- `unknot.evidence.comparable` and `pooling` take the findings of an arrow together, where they answer one question.
- `unknot.evidence.search` finds the facts about a question in plain words.
- `unknot.evidence.bibtex` writes studies as BibTeX.
"""
