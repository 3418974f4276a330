"""Answers about the law itself: what rules cover, who holds what, where a claim goes, what changed; no rendering."""
