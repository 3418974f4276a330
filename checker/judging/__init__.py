"""Claims against the rulebook: one module per kind of check, none of which names a body or a statute."""
