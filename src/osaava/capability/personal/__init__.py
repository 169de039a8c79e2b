"""A person's own, adaptive self-assessment: theirs alone. The asking itself is in `capability.adaptive`."""
