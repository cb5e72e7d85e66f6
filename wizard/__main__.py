"""`python -m wizard` is the `hipaa-wizard` command."""

from wizard.cli import main

main()
