"""The commands, in modules by what one does: `walking` (ask, assess), `reading` (show, search, map),
`proving` (check, diff, scenarios), `keeping` (sessions and records), `making` (new), `publishing` (export),
`configuring` (config, completion). Each imports what it needs when it runs, so that the small ones stay
quick. It may import every room. Start with `program`.
"""
