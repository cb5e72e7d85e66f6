"""`python -m wizard` calls the program by its neutral name."""

from wizard.cli.program import main

main()
