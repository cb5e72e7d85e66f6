"""Two versions of trees and content compared: what a change does to readers, and which edit does it."""
