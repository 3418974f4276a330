"""What a desk settles once: its configuration, what it lets stand in a draft, and what it has known for long."""
