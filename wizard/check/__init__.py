"""Every problem of trees and content in one run, then what the trees were proved to hold."""

from wizard.check.run import Report, check_knowledge

__all__ = ["Report", "check_knowledge"]
