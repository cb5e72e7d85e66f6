"""Two versions of trees and content compared: what a change does to readers, and which edit does it. It
may import `pack`, `words`, `space` and what lies below them. Start with `report`, then `compare`.
"""
