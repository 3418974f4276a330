"""What a change of the program or its rules gains and loses: see `__main__`."""
