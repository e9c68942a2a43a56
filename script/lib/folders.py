"""Folders that hold data or sockets of ours, and nobody else's."""

from __future__ import annotations

import os
import pwd
import shutil
from pathlib import Path

from script.lib import VAR
from script.lib.say import Refusal

LEAST_FREE_MB = 200


def own_folder(path: Path, *, user: int | None = None) -> Path:
    """``path`` as a folder 0700 of ``user`` (ours without). Raises ``Refusal`` where somebody else has it already."""
    owner = os.geteuid() if user is None else user
    path.parent.mkdir(parents=True, exist_ok=True)
    path.mkdir(mode=0o700, exist_ok=True)
    if path.is_symlink() or path.stat().st_uid not in {owner, os.geteuid()}:
        raise Refusal(
            f"目录 {path} 属于用户 {_name(path.stat().st_uid)}，现在的用户是 {_name(os.geteuid())}；"
            f"请换成原来的用户运行，或用 PENGJIANG_VAR=… 指定另一个目录。"
        )
    if path.stat().st_uid != owner:
        os.chown(path, owner, pwd.getpwuid(owner).pw_gid)
    path.chmod(0o700)
    return path


def check_space() -> None:
    """Raises ``Refusal`` before a full disk breaks something half way."""
    try:
        VAR.mkdir(parents=True, exist_ok=True)
    except PermissionError:
        raise Refusal(f"不能写入目录 {VAR}，请换成项目的所有者运行，或用 PENGJIANG_VAR=… 指定另一个目录。") from None
    free_mb = shutil.disk_usage(VAR).free // 2**20
    if free_mb < LEAST_FREE_MB:
        raise Refusal(f"磁盘空间不足：{VAR} 所在磁盘只剩 {free_mb} MB，请至少腾出 {LEAST_FREE_MB} MB 后再启动。")


def last_lines(log: Path, count: int = 5) -> str:
    """The end of a log file, for a person to read."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-count:]) if log.exists() else ""


def _name(user: int) -> str:
    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return str(user)
