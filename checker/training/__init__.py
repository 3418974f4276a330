"""Exercises made from the rules and the cases, the marking of them, and a learner's progress."""
