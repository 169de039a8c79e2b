"""Formats, one folder each, all of one shape: `read(folder, settings) -> Batch` and `write(batch_folder, ...)`. Formats do not know each other."""
