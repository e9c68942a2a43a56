"""The one reader of environment variables: it names what is missing and how to set it."""

import hashlib
import os
import re
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("PENGJIANG_VAR") or ROOT / "var").absolute()

# Two roles: the owner makes and changes tables, the application reads and writes rows (and may not touch a written audit entry).
OWNER_ROLE = "pengjiang_owner"
APPLICATION_ROLE = "pengjiang"
# A Unix socket's address has 108 bytes; Postgres adds its own name and a lock file's.
SOCKET_FOLDER_MAX = 80


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


def services_folder(kind: str = "") -> Path:
    """Where the private Postgres and its sockets live: under ``var/``, or outside where others may not enter ``var/``.

    Postgres refuses root, so root starts it as another user, who must be able to reach the folder. ``kind`` sets a second set of servers
    apart (``test``).
    """
    folder = VAR / kind if kind else VAR
    if os.geteuid() != 0 or all(parent.stat().st_mode & 0o001 for parent in (VAR, *VAR.parents) if parent.exists()):
        return folder
    return Path("/var/lib/pengjiang") / f"{_digest(VAR)}{kind and '-'}{kind}"


def socket_folder(kind: str = "") -> Path:
    """Where the private servers put their sockets; in /tmp where the proper place is too long or too odd for an address."""
    folder = services_folder(kind) / "run"
    if len(os.fsencode(folder)) <= SOCKET_FOLDER_MAX and re.fullmatch(r"[\w./-]+", str(folder), re.ASCII):
        return folder
    return Path("/tmp") / f"pengjiang-{os.geteuid()}-{_digest(folder)}"  # noqa: S108 — made 0700, and refused when it is another's


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def local_database(role: str, kind: str = "", name: str = "pengjiang") -> str:
    """The address of a database in the private cluster, as ``role``."""
    return f"postgresql:///{name}?host={socket_folder(kind)}&user={role}"


def application_database() -> dict:
    """The database of this process: as the application, or as the owner where ``DATABASE_ROLE=owner`` (manage.py migrate says so).

    A site with servers of its own gives the owner's address as ``MIGRATE_DATABASE_URL``.
    """
    if os.environ.get("DATABASE_ROLE") == "owner":
        return database("MIGRATE_DATABASE_URL", os.environ.get("DATABASE_URL") or local_database(OWNER_ROLE))
    return database("DATABASE_URL", local_database(APPLICATION_ROLE))


def database(name: str, default: str) -> dict:
    """Django's database dictionary from ``postgresql://user:password@host:port/name?host=/socket/folder``."""
    url = urlsplit(os.environ.get(name) or default)
    options = {key: values[0] for key, values in parse_qs(url.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": options.pop("user", "") or unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": options.pop("host", "") or url.hostname or "",
        "PORT": str(url.port or options.pop("port", "")),
        "OPTIONS": options,
        # Django's own pool refuses psycopg2; connections are kept and checked instead.
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
