"""The sign-ins of a demonstration, on its sign-in page."""

from __future__ import annotations

from pengjiang.demo.sign_ins import offer
from pengjiang.web import slots

slots.sign_ins.fill(offer)
