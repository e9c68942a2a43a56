"""The Fandol faces (仿宋 黑体 楷体 宋体) of the official letters, out of Debian's texlive-lang-chinese.

The package has 49 MB and a TeX system behind it; only its fandol folder is taken, into ``var/fonts/fandol``.
"""

from __future__ import annotations

import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from script.lib import VAR
from script.lib.packages import apt_get
from script.lib.say import Refusal, say

PACKAGE = "texlive-lang-chinese"
INSIDE = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"
FACES = ("FandolFang-Regular", "FandolHei-Regular", "FandolHei-Bold", "FandolKai-Regular", "FandolSong-Regular", "FandolSong-Bold")
TARGET = VAR / "fonts" / "fandol"
BY_HAND = f"请把 FandolFang、FandolHei、FandolKai、FandolSong 的 .otf 放到 {TARGET}。"


def fetch_fandol() -> None:
    """Put the faces into ``var/fonts/fandol``. Raises ``Refusal`` where the package cannot be had."""
    if all((TARGET / f"{face}.otf").exists() for face in FACES):
        return
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=TARGET.parent) as folder:
        faces = Path(folder) / "fandol"
        faces.mkdir(mode=0o755)
        installed = Path("/") / INSIDE
        if installed.is_dir():
            for font in installed.glob("*.otf"):
                shutil.copy(font, faces)
        else:
            _unpack(_download(Path(folder)), faces)
        if not all((faces / f"{face}.otf").exists() for face in FACES):
            raise Refusal(f"软件包 {PACKAGE} 里没有找到 Fandol 字体，{BY_HAND}")
        shutil.rmtree(TARGET, ignore_errors=True)
        faces.rename(TARGET)


def _download(folder: Path) -> Path:
    say(f"下载公文字体（{PACKAGE}，49 MB）……")
    command = ["apt-get", "download", PACKAGE]
    if shutil.which("apt-get"):
        if not _quiet(command, folder):
            apt = apt_get()
            if apt:
                _quiet([*apt, "update"], folder)
                _quiet(command, folder)
        package = next(folder.glob("*.deb"), None)
        if package:
            return package
    raise Refusal(f"下载不到字体包 {PACKAGE}，请先由管理员执行 sudo apt-get update；或者，{BY_HAND}")


def _quiet(command: list[str], folder: Path) -> bool:
    return subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, check=False).returncode == 0


def _unpack(package: Path, faces: Path) -> None:
    with (
        subprocess.Popen(["dpkg-deb", "--fsys-tarfile", package], stdout=subprocess.PIPE) as reader,
        tarfile.open(fileobj=reader.stdout, mode="r|") as archive,
    ):
        for member in archive:
            path = Path(member.name)
            if member.isfile() and path.suffix == ".otf" and path.parent.name == "fandol":
                (faces / path.name).write_bytes(archive.extractfile(member).read())
