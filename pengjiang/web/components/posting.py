"""The form around the fields: token, error summary, draft, buttons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import NoReverseMatch, reverse

from pengjiang.web.components.basics import BUTTON_KINDS
from pengjiang.web.components.library import block, one_of, render


@dataclass(frozen=True)
class DraftStatus:
    """What a form's draft says of itself. ``base`` is the moment it was saved as this window read it."""

    key: str
    editor: str
    base: str = ""
    saved: str = ""
    is_restored: bool = False

    @property
    def url(self) -> str:
        """Where the script saves; empty where the drafts are not installed."""
        try:
            return reverse("web:draft")
        except NoReverseMatch:
            return ""


@block("extra")
def post_form(
    body: str,
    slots: dict[str, str],
    *,
    form: forms.BaseForm | None = None,
    submit: str = "提交",
    kind: str = "primary",
    action: str = "",
    cancel: str = "",
    draft: DraftStatus | None = None,
    in_dialog: bool = False,
    upload: bool = False,
    id: str = "",
    csrf_token: Any = None,
) -> str:
    """A form that posts, with its errors above, its draft, and one button named by the act. ``slot extra``: further buttons."""
    one_of("post_form", "kind", kind, BUTTON_KINDS)
    return render(
        "post_form",
        body=body,
        slots=slots,
        form=form,
        submit=submit,
        kind=kind,
        action=action,
        cancel=cancel,
        draft=draft,
        in_dialog=in_dialog,
        multipart=upload or bool(form and form.is_multipart()),
        id=id,
        csrf_token=csrf_token,
    )
