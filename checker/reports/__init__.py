"""Findings shown to people and programs: one module per output format, all made from the same `Report`."""
