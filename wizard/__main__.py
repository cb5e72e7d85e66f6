"""`python -m wizard` is the `hipaa-wizard` command."""

from wizard.cli.program import main

main()
