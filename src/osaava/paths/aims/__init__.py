"""What organisations want their people to reach: written by who owns the goals, read by who plans paths."""
