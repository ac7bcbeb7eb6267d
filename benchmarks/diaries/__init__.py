"""What the benchmarks on diaries share."""
