"""How text becomes searchable: any two neighbouring signs are a gram, so that two characters in the middle of a sentence are found. Pure."""

from __future__ import annotations

import re
import unicodedata

# What never belongs to a word people search for; numbers such as 〔2026〕13号 lose their brackets on both sides.
_SIGNS = re.compile(r"[\s　、，。；：！？“”‘’（）()《》〈〉【】〔〕\[\]{}<>,.;:!?\"'·—…_/\\|-]+")
LONGEST = 20_000


def normalise(text: str) -> str:
    """Half width, lower case, one blank for any run of signs."""
    return _SIGNS.sub(" ", unicodedata.normalize("NFKC", text).lower()).strip()


def grams(text: str) -> list[str]:
    """All pairs of neighbouring signs of a text, without those over a blank, each once and sorted."""
    found = set()
    for word in normalise(text[:LONGEST]).split(" "):
        found.update(word[place : place + 2] for place in range(len(word) - 1))
    return sorted(found)


def query_words(text: str) -> list[str]:
    """The words of a query; all must be found."""
    return [word for word in dict.fromkeys(normalise(text).split(" ")) if word]
