"""All walks of a tree at once: the graph of routes, walks folded into states, what is counted and
proved over them, and the fewest walks that use every answer. It may import `tree` and `source`. Start
with `routes`, then `fold` and `space`.
"""
