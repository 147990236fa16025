"""``python -m bialign`` is the command line."""

from bialign.cli.app import main

if __name__ == "__main__":
    main()
