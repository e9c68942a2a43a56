"""The parts pages are made of. Templates use them as builtin tags; Python passes the small frozen values they show.

``pengjiang.web`` shows each with an example; ``/console/components/`` shows each in all its states.
"""

from pengjiang.web.components.deadlines import CountStep, Light, LimitCard, StripDay, days_word
from pengjiang.web.components.frames import Figure, Tab
from pengjiang.web.components.papers import Paper, Proof, RectificationItem, UploadedFile, marked_versions
from pengjiang.web.components.story import Action, Entry, Month, MonthDay, News, Step, Todo, TodoGroup

__all__ = [
    "Action",
    "CountStep",
    "Entry",
    "Figure",
    "Light",
    "LimitCard",
    "Month",
    "MonthDay",
    "News",
    "Paper",
    "Proof",
    "RectificationItem",
    "Step",
    "StripDay",
    "Tab",
    "Todo",
    "TodoGroup",
    "UploadedFile",
    "days_word",
    "marked_versions",
]
