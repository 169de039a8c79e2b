"""Writing units in the browser: pages, forms, preview, versions, comparison and merge."""
