"""The faces of official papers, where they lie, and which of them can print a character.

GB/T 9704-2012 asks for 仿宋, 黑体, 楷体, 宋体 and 小标宋. The free Fandol faces stand in for them; they cover GB 2312 and lack the
characters of many names (喆堃犇镕), which are taken, character by character, from LXGW WenKai and Noto CJK. We choose the
font of each such character ourselves instead of leaving it to Pango: a font chosen by Pango makes its line taller (a page then
loses one of its 22 lines), and a character that no font has would be printed as an empty box without anyone being told.
"""

from __future__ import annotations

import ctypes.util
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from django.conf import settings
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

SYSTEM_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
USE_TYPO_METRICS = 1 << 7

# Role → our file, and the roles asked in turn for a character it lacks.
FACES = {
    "fang": ("FandolFang-Regular.otf", ("wenkai", "serif", "sans")),
    "hei": ("FandolHei-Regular.otf", ("sans", "wenkai")),
    "kai": ("FandolKai-Regular.otf", ("wenkai", "serif", "sans")),
    "song": ("FandolSong-Regular.otf", ("serif", "wenkai", "sans")),
    # 小标宋 is a licensed face: a heavy Song stands in until the site names its own in DOCUMENT_FONTS.
    "title": ("FandolSong-Bold.otf", ("serif-bold", "wenkai", "sans")),
}
FALLBACKS = {
    "wenkai": "LXGWWenKai-Light.ttf",
    "serif": "NotoSerifCJK-Regular.ttc",
    "serif-bold": "NotoSerifCJK-Bold.ttc",
    "sans": "NotoSansCJK-Regular.ttc",
}
# Fandol's 仿宋 and 楷体 carry sans-serif figures and letters, which no official paper shows; those of its 宋体 fit.
LATIN = {"FandolFang-Regular.otf": "song", "FandolKai-Regular.otf": "song"}
# The Simplified Chinese face inside each Noto collection, and the name fontconfig knows it by.
COLLECTIONS = {
    "NotoSerifCJK-Regular.ttc": (2, "Noto Serif CJK SC", 400),
    "NotoSerifCJK-Bold.ttc": (2, "Noto Serif CJK SC", 700),
    "NotoSansCJK-Regular.ttc": (2, "Noto Sans CJK SC", 400),
}


class MissingFont(RuntimeError):
    """Neither the face nor a stand-in for it is on this machine."""


class MissingCharacter(ValueError):
    """A text holds characters that no installed font can print."""


@dataclass(frozen=True)
class FontFile:
    """One font: what it covers and how wide its characters are, in em."""

    role: str
    path: Path

    @cached_property
    def _font(self) -> TTFont:
        number = COLLECTIONS.get(self.path.name, (0,))[0] if self.path.suffix == ".ttc" else -1
        return TTFont(self.path, fontNumber=number, lazy=True)

    @cached_property
    def _cmap(self) -> dict[int, str]:
        return self._font.getBestCmap()

    @cached_property
    def _em(self) -> int:
        return self._font["head"].unitsPerEm

    @property
    def is_system_collection(self) -> bool:
        return self.path.name in COLLECTIONS

    @property
    def family(self) -> str:
        return COLLECTIONS[self.path.name][1] if self.is_system_collection else f"PJ {self.role}"

    @property
    def weight(self) -> int:
        return COLLECTIONS[self.path.name][2] if self.is_system_collection else 400

    def covers(self, char: str) -> bool:
        return ord(char) in self._cmap

    def advance(self, char: str) -> float:
        """Width in em."""
        glyph = self._cmap[ord(char)]
        return self._font["hmtx"].metrics[glyph][0] / self._em

    def ink_top(self, text: str) -> float:
        """Height of the highest ink over the baseline, in em."""
        glyphs = self._font.getGlyphSet()
        tops = []
        for char in text:
            pen = BoundsPen(glyphs)
            glyphs[self._cmap[ord(char)]].draw(pen)
            if pen.bounds:
                tops.append(pen.bounds[3])
        return max(tops, default=self._em) / self._em

    def ink_bottom(self, text: str) -> float:
        """Depth of the lowest ink under the baseline, in em; negative when all ink stands above it."""
        glyphs = self._font.getGlyphSet()
        bottoms = []
        for char in text:
            pen = BoundsPen(glyphs)
            glyphs[self._cmap[ord(char)]].draw(pen)
            if pen.bounds:
                bottoms.append(pen.bounds[1])
        return -min(bottoms, default=0) / self._em

    @cached_property
    def baseline(self) -> float:
        """Where the baseline lies in a line of exactly one em, from its top, in em."""
        hhea, os2 = self._font["hhea"], self._font["OS/2"]
        ascent, descent = hhea.ascent, -hhea.descent
        if os2.fsSelection & USE_TYPO_METRICS or not (hhea.ascent or hhea.descent):
            ascent, descent = os2.sTypoAscender, -os2.sTypoDescender
        return (1 + (ascent - descent) / self._em) / 2


@dataclass(frozen=True)
class FontBook:
    """The fonts of one process: role → file, with stand-ins."""

    files: dict[str, FontFile]
    missing: tuple[str, ...] = ()
    _picked: dict[tuple[str, str], FontFile] = field(default_factory=dict, compare=False, repr=False)

    def chain(self, role: str) -> list[FontFile]:
        """The file of a role and those asked for characters it lacks."""
        names = (role, *FACES[role][1]) if role in FACES else (role,)
        found = [self.files[name] for name in names if name in self.files]
        if not found:
            raise MissingFont(f"缺少公文字体 {FACES[role][0]}。请运行 script/setup 安装字体后重试。")
        return found

    def pick(self, role: str, char: str) -> FontFile:
        """The first font of the role's chain that has the character."""
        if known := self._picked.get((role, char)):
            return known
        chain = self.chain(role)
        latin = LATIN.get(chain[0].path.name) if char.isascii() and char.isalnum() else None
        for file in [*(self.chain(latin) if latin else ()), *chain]:
            if file.covers(char):
                self._picked[role, char] = file
                return file
        raise MissingCharacter(f"字体缺少“{char}”（U+{ord(char):04X}）。请改用其他写法，或由系统管理员安装含该字的字体。")

    def missing_from(self, text: str) -> list[str]:
        """Characters that some face could not print, each once, in order; nothing while there are no fonts to ask."""
        faces = [role for role in FACES if role in self.files]
        return [char for char in dict.fromkeys(text) if char != "\n" and not all(self._covers(role, char) for role in faces)]

    def _covers(self, role: str, char: str) -> bool:
        return any(file.covers(char) for file in self.chain(role))


def _index(folders: tuple[Path, ...]) -> dict[str, Path]:
    """File name → path of every font below the folders; our own folder comes first and wins."""
    found: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.suffix.lower() in {".otf", ".ttf", ".ttc"}:
                found.setdefault(path.name, path)
    return found


@lru_cache(maxsize=4)
def font_book(owned: tuple[tuple[str, str], ...], folder: Path) -> FontBook:
    """The fonts found; ``owned`` names the site's own licensed files by role."""
    own, index = dict(owned), _index((folder, *SYSTEM_FOLDERS))
    files, missing = {}, []
    for role, name in {**{role: face[0] for role, face in FACES.items()}, **FALLBACKS}.items():
        path = Path(own[role]) if role in own else index.get(name)
        if path and path.is_file():
            files[role] = FontFile(role, path)
        else:
            missing.append(str(path or name))
    return FontBook(files, tuple(missing))


def current() -> FontBook:
    """The fonts of this installation: ``DOCUMENT_FONTS`` (role → file) first, then ``var/fonts``, then the system's."""
    owned = tuple(sorted(getattr(settings, "DOCUMENT_FONTS", {}).items()))
    return font_book(owned, settings.VAR / "fonts")


def subsetter_is_installed() -> bool:
    """Whether WeasyPrint finds libharfbuzz-subset; without it one paper takes twenty seconds instead of a third of one."""
    return ctypes.util.find_library("harfbuzz-subset") is not None
