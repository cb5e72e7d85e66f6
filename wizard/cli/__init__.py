"""The commands. Each imports what it needs when it runs, so that the small ones stay quick. It may
import every room. Start with `program`.
"""
