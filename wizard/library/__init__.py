"""The words: the entries of each kind that a pack names, as Markdown files with front matter, their links,
and search. It may import `tree` (for what cites an entry) and `source`. Start with `model`, then `shelves`.
"""
