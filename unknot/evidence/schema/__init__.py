"""What a fact file must hold: one kind of fact a file, and the rules by which its keys are read.

- `study`, `intervention`, `instrument`, `arrow` (with its `finding`s) and `claim`: the facts as frozen classes;
  the first field of every fact is its name and equals the file's stem.
- `rules`: in which section of the TOML file the key of a field stands and which values are valid, so that a new
  field needs one line in its fact and nothing elsewhere.
- `read`: from the parsed file to the fact, refusing what does not fit.
"""
