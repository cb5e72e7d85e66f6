"""The trees and the library as a static site, which walks a tree in any browser and needs no server. It may
import `handout`, `pack`, `words` and what lies below them. Start with `site`, then `compiled`, which is the
data that the script in `walk.js` reads.
"""
