"""Learning from one person: a Kalman filter for rounded answers, a fast posterior, and what follows from it.

By default the posterior comes from a Fisher-scoring maximum and two stages of importance sampling, checked by Pareto k
and the effective sample size; NUTS is the slow check (`engine="nuts"`).
"""
