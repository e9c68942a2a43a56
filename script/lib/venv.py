"""The virtual environment: made once, filled from the locked and hashed lists, left alone while these are unchanged."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from script.lib import PYTHON, ROOT, VENV
from script.lib.packages import apt_get, install_missing
from script.lib.say import Refusal, say

REQUIREMENTS = ROOT / "requirements.txt"
TEST_REQUIREMENTS = ROOT / "tests" / "requirements.txt"
EMBEDDED_REQUIREMENTS = ROOT / "script" / "embedded-requirements.txt"
UV_REQUIREMENTS = ROOT / "script" / "uv-requirements.txt"


def make_venv() -> None:
    """Make ``.venv`` with pip in it; a Python without the means to is helped by a package."""
    if PYTHON.exists():
        return
    say("建立 Python 虚拟环境 .venv ……")
    if _makes_venv():
        return
    if apt_get():
        install_missing(("python3-venv",))
    if not _makes_venv():
        shutil.rmtree(VENV, ignore_errors=True)
        raise Refusal("这个 Python 建不了虚拟环境（缺少 ensurepip），请由管理员执行：sudo apt-get install -y python3-venv")


def install(requirements: Path) -> None:
    """Install a locked list, with uv (six times faster) or else pip; nothing to do while the list is what it was."""
    stamp = VENV / f".installed-{'-'.join(requirements.relative_to(ROOT).parts)}"
    digest = hashlib.sha256(requirements.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    say(f"安装 Python 软件包（{requirements.relative_to(ROOT)}）……")
    hashed = ["install", "--quiet", "--require-hashes", "-r", requirements]
    with_uv = _has_uv() and _succeeds([PYTHON, "-m", "uv", "pip", *hashed, "--python", PYTHON])
    if not with_uv and not _succeeds([PYTHON, "-m", "pip", *hashed]):
        raise Refusal(f"Python 软件包没有装上，请检查网络或软件源后再运行（清单：{requirements.relative_to(ROOT)}）。")
    stamp.write_text(digest)


def _makes_venv() -> bool:
    return subprocess.run([sys.executable, "-m", "venv", VENV], capture_output=True, check=False).returncode == 0


def _has_uv() -> bool:
    asks = [PYTHON, "-c", "import uv"]
    return _succeeds(asks, quiet=True) or _succeeds([PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", UV_REQUIREMENTS])


def _succeeds(command: list[str | Path], *, quiet: bool = False) -> bool:
    environment = os.environ | {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "UV_NO_PROGRESS": "1"}
    if not os.access(Path.home(), os.W_OK):
        # A service's user has no home, and uv gives up without a place for its cache.
        environment |= {"UV_NO_CACHE": "1", "PIP_NO_CACHE_DIR": "1"}
    where = subprocess.DEVNULL if quiet else None
    return subprocess.run(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stderr=where, check=False).returncode == 0
