"""What readers bring and keep: answers given all at once, from words or from a file. It may import
`transcript`, `pack` and what lies below them. Start with `given`.
"""
