"""Draft to claims: sentences, mentions, the gate, the parse, roles, stance and scope. Knows no law."""
