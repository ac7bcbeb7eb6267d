"""Fitting many clients: tables in, one row a client out, on one core or on many machines."""
