"""`python -m ccdsl`: the same as `ccdsl`."""

from ccdsl.cli import main

if __name__ == "__main__":
    main()
