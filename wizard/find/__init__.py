"""From a reader's sentence to the tree that settles it: trees, answers and pages ranked by its words.
It may import `pack` and what lies below; nothing it reads is kept. Start with `ranking`.
"""
