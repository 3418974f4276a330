"""Files as people keep them, read into a `Draft`: prose, and a map back to the place in the source."""
