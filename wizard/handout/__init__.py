"""A whole tree as one HTML page for the expert who reviews it. It may import `picture`, `pack`, `words`
and what lies below them. Start with `page`, then `sections`.
"""
