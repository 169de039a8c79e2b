"""Writing paths in the browser: pages, forms, preview, versions, comparison and merge."""
