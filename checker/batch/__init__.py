"""Many drafts at once: rows in, rows out in the same order, over all the cores."""
