"""`python -m letraz` is the `letraz` command."""

from letraz.cli import main

if __name__ == "__main__":
    main()
