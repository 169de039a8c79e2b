"""Settings from the environment: typed, documented, and strict.

Every setting of the product is a field of `Environment`. An unknown `OSAAVA_…` variable or a value that does not fit stops the start with a
sentence that says what to do; a misspelt setting that is silently ignored is how services run for a year without backups.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import unquote, urlsplit


class SettingError(SystemExit):
    """A setting that cannot be used. Its text is one sentence for the operator."""


def _flag(name: str, value: str) -> bool:
    if value.lower() in ("1", "true", "yes", "on"):
        return True
    if value.lower() in ("0", "false", "no", "off", ""):
        return False
    raise SettingError(f"{name}={value!r} is not a yes or a no. Use 1 or 0.")


@dataclass(frozen=True)
class Environment:
    """All settings, with defaults for a trial on one's own machine. Documented in docs/reference/settings.md."""

    DATA: Path = Path("data")
    DATABASE_URL: str = ""
    SECRET_KEY: str = ""
    BASE_URL: str = "http://127.0.0.1:8000"
    HOSTS: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    DEBUG: bool = False
    DEMO: bool = False
    EMAIL_URL: str = ""
    EMAIL_FROM: str = "Virtuaalinen osaamiskampus <kampus@localhost>"
    FEEDBACK_TO: str = ""
    SEARCH: str = "auto"
    JOBS: str = "thread"
    SUGGESTER: str = ""
    TRUST_PROXY: bool = False
    UPLOAD_MB: int = 50
    CI_STRICT: bool = False

    @classmethod
    def read(cls, environ: Mapping[str, str] | None = None) -> Environment:
        """Read and check; raises SettingError (a SystemExit) with one sentence."""
        environ = os.environ if environ is None else environ
        known = {f.name: f for f in fields(cls)}
        values = {}
        for name, raw in environ.items():
            if not name.startswith("OSAAVA_"):
                continue
            key = name.removeprefix("OSAAVA_")
            if key not in known:
                raise SettingError(f"The setting {name} does not exist. Known settings: {', '.join('OSAAVA_' + k for k in sorted(known))}.")
            values[key] = cls._convert(name, str(known[key].type), raw)
        found = cls(**values)
        found._check()
        return found

    @staticmethod
    def _convert(name: str, kind: str, raw: str):
        if kind == "bool":
            return _flag(name, raw)
        if kind == "int":
            try:
                return int(raw)
            except ValueError:
                raise SettingError(f"{name}={raw!r} is not a whole number.") from None
        if kind == "Path":
            return Path(raw).expanduser()
        if kind.startswith("tuple"):
            return tuple(part.strip() for part in raw.split(",") if part.strip())
        return raw

    def _check(self) -> None:
        base = urlsplit(self.BASE_URL)
        if base.scheme not in ("http", "https") or not base.hostname:
            raise SettingError(f"OSAAVA_BASE_URL={self.BASE_URL!r} is not an address. Write it like https://kampus.example.fi.")
        if self.SEARCH not in ("auto", "voikko", "simplemma"):
            raise SettingError("OSAAVA_SEARCH must be auto, voikko or simplemma.")
        if self.JOBS not in ("thread", "worker"):
            raise SettingError("OSAAVA_JOBS must be thread (inside the web process) or worker (osaava worker runs apart).")
        if not 1 <= self.UPLOAD_MB <= 500:
            raise SettingError("OSAAVA_UPLOAD_MB must be between 1 and 500.")
        if self.EMAIL_URL and urlsplit(self.EMAIL_URL).scheme not in ("smtp", "smtps", "console", "memory"):
            raise SettingError("OSAAVA_EMAIL_URL must start with smtp://, smtps:// or console:.")
        self.database()

    def secret_key(self) -> str:
        """The given key, or one made on the first start and kept in the data folder."""
        if self.SECRET_KEY:
            if len(self.SECRET_KEY) < 32:
                raise SettingError("OSAAVA_SECRET_KEY is shorter than 32 characters. Make a longer one.")
            return self.SECRET_KEY
        file = self.DATA / "secret-key"
        try:
            return file.read_text().strip()
        except FileNotFoundError:
            self.DATA.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as out:
                out.write(key := secrets.token_urlsafe(48))
            return key

    def database(self) -> dict:
        """Django's database entry: SQLite in the data folder, or PostgreSQL by one address."""
        if not self.DATABASE_URL:
            return self._sqlite(self.DATA / "osaava.sqlite3")
        url = urlsplit(self.DATABASE_URL)
        if url.scheme == "sqlite":
            return self._sqlite(Path(unquote(url.path)))
        if url.scheme not in ("postgres", "postgresql"):
            raise SettingError("OSAAVA_DATABASE_URL must start with postgresql:// or sqlite:///.")
        if not url.path.strip("/"):
            raise SettingError("OSAAVA_DATABASE_URL names no database. Write it like postgresql://user:password@host:5432/osaava.")
        query = dict(part.split("=", 1) for part in url.query.split("&") if "=" in part)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(url.path.strip("/")),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": unquote(query.get("host") or url.hostname or ""),
            "PORT": str(url.port or ""),
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
        }

    @staticmethod
    def _sqlite(path: Path) -> dict:
        return {
            "ENGINE": "osaava.base.sqlite",
            "NAME": str(path),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "timeout": 15,
                "transaction_mode": "IMMEDIATE",
                # WAL with FULL: an acknowledged write survives power loss (reliability: "What you saw saved is saved").
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-8000; PRAGMA temp_store=MEMORY;",
            },
        }
