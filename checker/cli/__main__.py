"""`python -m checker.cli` is `vires`."""

from checker.cli import main

if __name__ == "__main__":
    main()
