"""Equations. A mechanism is a frozen class: its fields are parameters, its methods are equations.

Every state follows the production-loss form ``dx/dt = production - loss * x + noise``, which is stepped exactly for
constant inputs, so the same equations serve a second in the laboratory and a month in a diary.
"""

import jax

# Diaries are fitted in 64 bits: filtering subtracts covariances that are nearly equal.
jax.config.update("jax_enable_x64", True)
