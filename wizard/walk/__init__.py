"""One reader: a walk through a tree, its judgement, what lies ahead of it, its deadlines, and the plans
that would change it. It may import `space`, `tree` and `source`, and knows no words of the library.
Start with `walk`, then `judge`, `ahead` and `plans`.
"""
