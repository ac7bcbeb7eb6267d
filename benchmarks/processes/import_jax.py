"""A process that imports JAX and adds two numbers: what no report can do without."""

import jax.numpy as jnp

print(jnp.asarray(1.0) + 1.0)
