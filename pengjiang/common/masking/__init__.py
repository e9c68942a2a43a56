"""Personal data out of a text, by profile (个人信息保护法; what goes outside follows the usual practice of courts and procuratorates). Pure.

``Masker(known, texts, profile=Profile.PUBLIC)`` knows what the source names and finds by itself what the texts betray; ``.mask(text)`` gives
the text without it, ``.hits(text)`` what was replaced by what, for the person who confirms it. The same name is always the same word:
黄某, or 黄某甲 and 黄某乙 where two share a surname. Masking twice changes nothing.

A machine does not know every name: ``doubts(text)`` lists what still looks like one.
"""

from pengjiang.common.masking.masker import Hit, Known, Masker, Profile, Subject, doubts

__all__ = ["Hit", "Known", "Masker", "Profile", "Subject", "doubts"]
