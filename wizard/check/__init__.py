"""Every problem of trees and content in one run, then what the trees were proved to hold. It may import
`pack`, `words`, `walk` and what lies below them. Start with `run`, then `trees`.
"""

from wizard.check.run import Report, check_knowledge

__all__ = ["Report", "check_knowledge"]
