"""The builtin tag library: importing the modules below registers every component."""

from pengjiang.web.components import basics, deadlines, feedback, fields, frames, listing, papers, posting, story
from pengjiang.web.components.library import register

__all__ = ["basics", "deadlines", "feedback", "fields", "frames", "listing", "papers", "posting", "register", "story"]
