"""One root of knowledge: its trees and its library together, and the starting files that authors get.
It may import `words`, `walk`, `library` and what lies below them. Start with `knowledge`.
"""
