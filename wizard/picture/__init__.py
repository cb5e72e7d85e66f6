"""A tree drawn: forks laid out in layers of boxes as SVG, and as text, Mermaid and DOT. It may import
`words`, `space`, `tree` and `source`. Start with `picture`, then `svg`.
"""
