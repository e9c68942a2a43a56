"""Views that change something: form → service → 303, with the draft kept meanwhile and every refusal beside its field."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Self

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django_htmx.http import HttpResponseClientRedirect

from pengjiang.common.errors import Conflict, DomainError, FieldErrors
from pengjiang.web.components.posting import DraftStatus
from pengjiang.web.forms import Form
from pengjiang.web.models import FormDraft
from pengjiang.web.services.drafts import base_of, discard_draft, draft_values, find_draft, moment, pairs_of, release_post, save_draft
from pengjiang.web.views.base import ObjectView, PageView

REFUSED = 422


class NoFields(Form):
    """For acts that need nothing but the decision to do them."""


class FormPage(PageView):
    """A page with one form. Subclasses say what ``perform`` does with it.

    ``drafts`` off for forms whose text must not be kept (passwords); ``submit_label`` is the legal act, not 提交.
    """

    form_class: ClassVar[type[forms.BaseForm]] = NoFields
    template_name: ClassVar[str] = "web/form.html"
    submit_label: ClassVar[str] = ""
    done: ClassVar[str] = ""
    drafts: ClassVar[bool] = True
    danger: ClassVar[bool] = False
    explanation: str = ""
    # What its buttons post beside the form (name: meaning).
    extra_keys: ClassVar[Mapping[str, str]] = {}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        draft = self._find_draft()
        form = self.make_form(draft_values(draft), restored=True) if draft else self.make_form()
        return self.render_form(form, draft=draft)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.keeps_drafts and "save-draft" in request.POST:
            return self._save_draft()
        if "find" in request.POST and issubclass(self.form_class, Form):
            # A search in one of its fields: the form as it is, with what was found (see ``choosing``).
            return self.render_form(self.make_form(request.POST, restored=True), draft=find_draft(request.user, key=self.draft_key))
        form = self.make_form(request.POST, request.FILES)
        if not form.is_valid():
            return self._again(form, REFUSED)
        try:
            result = self.perform(form)
        except DomainError as error:
            show_refusal(form, error)
            return self._again(form, 409 if isinstance(error, Conflict) else REFUSED)
        if self.keeps_drafts:
            discard_draft(request.user, key=self.draft_key)
        return self.finish(result)

    def perform(self, form: Any) -> Any:
        """Call the service. Its ``DomainError`` goes back into the form."""
        raise NotImplementedError

    def get_initial(self) -> dict[str, Any]:
        """Initial values."""
        return {}

    def get_done_url(self, result: Any) -> str:
        """Where to go afterwards."""
        raise NotImplementedError

    def get_cancel_url(self) -> str:
        """Where 取消 leads."""
        parents = self.page.breadcrumb[:-1]
        return next((crumb.href for crumb in reversed(parents) if crumb.href), "/")

    def get_done_message(self, result: Any) -> str:
        """What the toast says."""
        return self.done

    def get_submit_label(self) -> str:
        return self.submit_label or self.get_title()

    def make_form(self, data: Any = None, files: Any = None, *, restored: bool = False) -> Any:
        """The form with initial values, user and subject."""
        kwargs: dict[str, Any] = {"initial": self.get_initial()}
        if issubclass(self.form_class, Form):
            kwargs |= {"user": self.request.user, "subject": self.get_subject()}
            if restored:
                return self.form_class.restored(data, **kwargs)
        return self.form_class(data, files, **kwargs)

    def finish(self, result: Any) -> HttpResponse:
        """Say that it is done and go on."""
        message = self.get_done_message(result)
        if message:
            messages.success(self.request, message)
        address = self.get_done_url(result)
        if getattr(self.request, "htmx", None):
            return HttpResponseClientRedirect(address)
        return HttpResponseRedirect(address, status=303)

    def render_form(self, form: Any, *, status: int = 200, draft: FormDraft | None = None) -> HttpResponse:
        """The page, or what stands in the dialog."""
        in_dialog = self.htmx_target == "dialog-content"
        return self.render(
            template="web/form_dialog.html" if in_dialog else "",
            status=status,
            form=form,
            draft=None if in_dialog else self._draft_status(form, draft),
            submit=self.get_submit_label(),
            kind="danger" if self.danger else "primary",
            cancel_url=self.get_cancel_url(),
            in_dialog=in_dialog,
        )

    # Drafts

    @property
    def keeps_drafts(self) -> bool:
        """Only forms with something to type, of people who are signed in and that can be filled again from text."""
        return self.drafts and issubclass(self.form_class, Form) and self.form_class is not NoFields and self.request.user.is_authenticated

    @property
    def draft_key(self) -> str:
        """Names this form of this object."""
        return self.request.path

    def _find_draft(self) -> FormDraft | None:
        if not self.keeps_drafts or self.htmx_target == "dialog-content":
            return None
        token = self.request.GET.get("held", "")
        if token:
            released = release_post(self.request.user, token=token, path=self.request.path, key=self.draft_key)
            if released is not None:
                return released
        return find_draft(self.request.user, key=self.draft_key)

    def _draft_status(self, form: Any, draft: FormDraft | None) -> DraftStatus | None:
        if not self.keeps_drafts:
            return None
        editor = secrets.token_urlsafe(12)
        if draft is None:
            return DraftStatus(self.draft_key, editor)
        return DraftStatus(self.draft_key, editor, base_of(draft), moment(draft.saved_at), getattr(form, "is_restored", False))

    def _again(self, form: Any, status: int) -> HttpResponse:
        """The form with its errors; the draft of the same window goes on being its own."""
        draft = find_draft(self.request.user, key=self.draft_key) if self.keeps_drafts else None
        return self.render_form(form, status=status, draft=draft)

    def _save_draft(self) -> HttpResponse:
        draft = save_draft(self.request.user, key=self.draft_key, pairs=pairs_of(self.request.POST, leave_out=["save-draft"]), force=True)
        messages.success(self.request, f"草稿已保存（{moment(draft.saved_at)}），下次打开本页可以继续填写。")
        return HttpResponseRedirect(self.request.get_full_path(), status=303)


class ActionView(ObjectView, FormPage):
    """An act on an object: ``model``, ``permission``, ``service(obj, *, actor, **cleaned_data)``, ``done``.

    ``fragment`` (``"cases/items/list.html#row"``) is what htmx gets instead of a redirect, with a toast beside it; the swap goes to
    ``fragment_target``.
    """

    service: ClassVar[Callable[..., Any]]
    fragment: ClassVar[str] = ""
    fragment_target: str = ""

    @classmethod
    def of(cls, title: str, service: Callable[..., Any], **attributes: Any) -> type[Self]:
        """The view of an act that needs no code of its own: ``CaseAction.of("送审", cases.send, done="已送审。")``."""
        name = "".join(word.title() for word in service.__name__.split("_"))
        return type(name, (cls,), {"__module__": cls.__module__, "__doc__": f"{title}.", "title": title, "service": staticmethod(service), **attributes})

    def perform(self, form: Any) -> Any:
        # From the class, so that a plain function is not bound to the view.
        return type(self).service(self.object, actor=self.request.user, **form.cleaned_data)

    def get_done_url(self, result: Any) -> str:
        return self.object.get_absolute_url()

    def get_cancel_url(self) -> str:
        return self.object.get_absolute_url()

    def finish(self, result: Any) -> HttpResponse:
        if not self.fragment or not getattr(self.request, "htmx", None):
            return super().finish(result)
        fresh = self.get_queryset().filter(pk=self.object.pk).first()
        response = self.render(template=self.fragment, object=fresh)
        response.content += render_to_string("web/_toast_oob.html", {"text": self.get_done_message(result)}).encode()
        if self.fragment_target:
            response["HX-Retarget"], response["HX-Reswap"] = self.fragment_target, "outerHTML"
        response["HX-Trigger"] = "close-dialog"
        return response


class CreateView(FormPage):
    """Makes something: ``service(*, actor, **cleaned_data)`` returns it; its page comes next."""

    service: ClassVar[Callable[..., Model]]

    def perform(self, form: Any) -> Any:
        return type(self).service(actor=self.request.user, **form.cleaned_data)

    def get_done_url(self, result: Any) -> str:
        return result.get_absolute_url()


class UpdateView(ActionView):
    """Changes facts of an object: like an action, with its present values in the form."""

    def get_initial(self) -> dict[str, Any]:
        names = getattr(self.form_class, "base_fields", {})
        return {name: getattr(self.object, name) for name in names if hasattr(self.object, name)}


def show_refusal(form: forms.BaseForm, error: DomainError) -> None:
    """Put a service's sentence beside the field it names, or above the form."""
    if isinstance(error, FieldErrors):
        for name, message in error.errors.items():
            form.add_error(name if name in form.fields else None, message)
        return
    form.add_error(error.field if error.field in form.fields else None, error.message)


class WithFiles:
    """Beside an ``ActionView``: the form takes several files, which go to the service as ``files``."""

    template_name = "web/form_with_files.html"

    def perform(self, form: Any) -> Any:
        values = {name: value for name, value in form.cleaned_data.items() if name != "files"}
        return type(self).service(self.object, actor=self.request.user, files=self.request.FILES.getlist("files"), **values)
