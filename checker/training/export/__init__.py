"""Exercises on paper and for learning platforms: worksheets, answer sheets and quizzes."""
