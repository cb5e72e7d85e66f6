"""What a tree file means: its questions, findings and outcomes as immutable values, and the loader that
reads them with every problem named. It may import `source` only. Start with `model`, then `load`.
"""
