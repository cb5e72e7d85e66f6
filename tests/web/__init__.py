"""The static site: the script against the program, the pages in a real browser where there is one."""
