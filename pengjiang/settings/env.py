"""The one reader of environment variables: it names what is missing and how to set it."""

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("PENGJIANG_VAR") or ROOT / "var")


class MissingSetting(RuntimeError):
    """A variable without which the application must not start."""


def text(name: str, default: str | None = None, *, hint: str = "") -> str:
    """The variable's value, or ``default``. Raises ``MissingSetting`` when there is neither."""
    value = os.environ.get(name)
    if value:
        return value
    if default is not None:
        return default
    raise MissingSetting(f"缺少环境变量 {name}。{hint or f'请用 export {name}=… 设置后再启动。'}")


def number(name: str, default: int) -> int:
    """A whole number; a value that is none is refused by name."""
    value = os.environ.get(name)
    if not value:
        return default
    try:
        return int(value)
    except ValueError:
        raise MissingSetting(f"环境变量 {name} 应为整数，现在是“{value}”。") from None


def flag(name: str, *, default: bool = False) -> bool:
    """True for 1, true, yes, on."""
    value = os.environ.get(name)
    return default if not value else value.lower() in {"1", "true", "yes", "on"}


def names(name: str, default: str = "") -> list[str]:
    """A comma-separated list without blanks."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def database(name: str, default: str) -> dict:
    """Django's database dictionary from ``postgresql://user:password@host:port/name?host=/socket/folder``."""
    url = urlsplit(os.environ.get(name) or default)
    options = {key: values[0] for key, values in parse_qs(url.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": options.pop("host", "") or url.hostname or "",
        "PORT": str(url.port or options.pop("port", "")),
        "OPTIONS": options,
        # Django's own pool refuses psycopg2; connections are kept and checked instead.
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
