"""`python -m orgraph`."""

from orgraph.cli.main import main

main()
