"""One walk through a tree: its answers, its judgement, what lies ahead and what would change it."""
