"""System packages: asked for once, in one sentence where they cannot be installed."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess

from script.lib.say import Refusal, say

# Without libharfbuzz-subset0 a page with Chinese fonts takes twenty seconds instead of a fifth of one.
LIBRARIES = {
    "libharfbuzz-subset0": "libharfbuzz-subset.so.0",
    "libpango-1.0-0": "libpango-1.0.so.0",
    "libpangoft2-1.0-0": "libpangoft2-1.0.so.0",
}
FONTS = ("fonts-lxgw-wenkai", "fonts-noto-cjk")
FOR_TESTS = ("chromium", "poppler-utils")


def install_missing(packages: tuple[str, ...]) -> None:
    """Install what is missing of ``packages``. Raises ``Refusal`` with the command where we may not."""
    wanted = missing(packages)
    if not wanted:
        return
    if not shutil.which("apt-get"):
        raise Refusal(f"缺少系统软件包 {'、'.join(wanted)}（Debian 的名称），请用本机的包管理器安装后再运行。")
    by_hand = f"apt-get install -y --no-install-recommends {' '.join(wanted)}"
    apt = apt_get()
    if apt is None:
        raise Refusal(f"缺少系统软件包 {'、'.join(wanted)}，请由管理员执行：sudo {by_hand}")
    say(f"安装系统软件包：{'、'.join(wanted)} ……")
    command = [*apt, "install", "-y", "--no-install-recommends", *wanted]
    if not _succeeds(command) and not (_succeeds([*apt, "update"]) and _succeeds(command, loud=True)):
        raise Refusal(f"系统软件包没有装上，请查看上面的输出后执行：apt-get update && {by_hand}")


def missing(packages: tuple[str, ...]) -> list[str]:
    """What of ``packages`` is not there; on a machine without dpkg only libraries can be looked for."""
    if not shutil.which("dpkg-query"):
        return [package for package in packages if package in LIBRARIES and not _loads(LIBRARIES[package])]
    query = ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *packages]
    answer = subprocess.run(query, capture_output=True, text=True, check=False).stdout
    installed = {line.split()[0] for line in answer.splitlines() if line.endswith(" installed")}
    return [package for package in packages if package not in installed]


def apt_get() -> list[str] | None:
    """How apt-get may be called here: as root, through sudo without a question, or not at all."""
    if os.geteuid() == 0:
        return ["apt-get"]
    if shutil.which("sudo") and _succeeds(["sudo", "-n", "true"]):
        return ["sudo", "-n", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    return None


def _succeeds(command: list[str], *, loud: bool = False) -> bool:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    result = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if loud and result.returncode:
        say(result.stdout)
    return result.returncode == 0


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
