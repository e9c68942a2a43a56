"""Encrypted columns: ID numbers, telephones, secrets of the second factor (GB/T 22239, 数据保密性)."""

from __future__ import annotations

import base64
import hashlib
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet
from django.conf import settings
from django.db import models


@lru_cache
def _cipher(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest()))


def encrypt(text: str) -> str:
    """Authenticated encryption under ``FIELD_KEY``."""
    return _cipher(settings.FIELD_KEY).encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """Inverse of ``encrypt``. Raises ``cryptography.fernet.InvalidToken``."""
    return _cipher(settings.FIELD_KEY).decrypt(token.encode()).decode()


def fingerprint(text: str) -> str:
    """A keyed digest: equal texts can be found without being readable."""
    return hmac.new(settings.FIELD_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


class EncryptedTextField(models.TextField):
    """Text that is stored encrypted; it cannot be filtered on."""

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return encrypt(value) if value else value

    def from_db_value(self, value, expression, connection):
        return decrypt(value) if value else value
