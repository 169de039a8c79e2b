"""Networks with known truth: organisations, staff, answers, rounds and measures from a seed. For tests, the demo network and `osaava simulate`."""
