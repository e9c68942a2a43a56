"""Chromium as the users have it, and cut off from the world."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from pengjiang.settings import env

ARTEFACTS = env.VAR / "artefacts"
# Every person that a test makes or the demonstration has signs in with this.
PASSWORD = "Ce-Shi-2026-Pengjiang"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Nothing in the background, and no address but this machine's: what a page needs must come from us.
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-domain-reliability",
    "--disable-client-side-phishing-detection",
    "--disable-features=OptimizationHints,MediaRouter,Translate,AutofillServerCommunication,CertificateTransparencyComponentUpdater",
    "--disable-sync",
    "--metrics-recording-only",
    "--no-first-run",
    "--no-pings",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)


def launch_arguments() -> dict:
    """For Playwright: Debian's Chromium, without its sandbox where we are root."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    assert path, "没有找到 Chromium，请运行 script/setup --tests。"
    return {"executable_path": path, "args": [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]}


def context_arguments() -> dict:
    """The screen, language and clock of an office in Pengjiang."""
    return {"viewport": {"width": 1366, "height": 768}, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}


def sign_in(page, username: str, *, password: str = PASSWORD) -> None:
    """Through the form, as a person does; ends on the page that follows."""
    page.goto("/sign-in/")
    page.locator("input[name=username]").fill(username)
    page.locator("input[name=password]").fill(password)
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url(lambda url: "/sign-in/" not in url)


def shot(page, name: str) -> Path:
    """A picture of the whole page in ``var/artefacts``."""
    path = ARTEFACTS / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path, full_page=True)
    return path
