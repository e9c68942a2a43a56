"""A paper as its card shows it, for every page that lists papers."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from pengjiang.access import can
from pengjiang.documents.enums import Making
from pengjiang.documents.models import IssuedDocument
from pengjiang.documents.permissions import DocumentPermission
from pengjiang.web.components.papers import Paper

# How far it is, for a person who watches: papers take seconds, so three honest stages are enough.
_STAGES = {Making.QUEUED: ("等待排版", 10), Making.RENDERING: ("正在排版", 50)}


def paper_of(document: IssuedDocument, user: Any) -> Paper:
    """The card; links only for what can be opened now."""
    stage, percent = _STAGES.get(Making(document.making), ("", None))
    ready = document.making == Making.READY
    failed = document.making == Making.FAILED
    return Paper(
        name=document.title + ("（草稿）" if document.is_draft else ""),
        state=document.making,
        meta=_meta(document),
        preview_url=reverse("documents:preview", args=[document.pk]) if ready else "",
        download_url=reverse("documents:download", args=[document.pk, "pdf"]) if ready else "",
        docx_url=reverse("documents:download", args=[document.pk, "docx"]) if ready else "",
        retry_url=reverse("documents:retry", args=[document.pk]) if failed and can(user, DocumentPermission.RETRY).ok else "",
        poll_url=reverse("documents:card", args=[document.pk]),
        percent=percent,
        stage=stage,
        code=document.spoken_code if ready and document.is_valid else "",
        id=f"document-{document.pk}",
    )


def _meta(document: IssuedDocument) -> str:
    if document.making in _STAGES:
        return ""
    if document.making == Making.FAILED:
        return f"生成失败：{document.error}"
    parts = [document.number, document.get_standing_display(), f"{document.pages}页"]
    return "，".join(part for part in parts if part)
