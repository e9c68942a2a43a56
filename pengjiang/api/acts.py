"""An act of a page as an operation: the same view, form and service, with JSON in place of what was typed.

``GET`` tells whether the act is open to the caller now, why not, and its fields with what the page would have filled in; ``POST`` does it.
A member that is left out keeps that value. Errors are those of the page, beside the field they name.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.urls import Resolver404, resolve
from jsonschema import Draft202012Validator
from rest_framework.request import Request
from rest_framework.response import Response

from pengjiang.api.base import ApiView, page_request
from pengjiang.api.describing import Operation, Parameter
from pengjiang.api.fields import body_schema, form_values, shown_field, spread
from pengjiang.api.once import answered_once
from pengjiang.api.problems import Invalid, refused
from pengjiang.api.resources import RESOURCES, reference, resource_of
from pengjiang.api.uploads import take
from pengjiang.api.versions import check_match, version_of
from pengjiang.common.errors import DomainError
from pengjiang.common.strictjson import FORMATS, Problem, escape, faults
from pengjiang.web import slots
from pengjiang.web.views.acting import CreateView, FormPage
from pengjiang.web.views.base import DetailPage, ObjectView

KEY = Parameter(
    "Idempotency-Key", "同一提交的唯一键：24 小时内重复提交得到同一应答，不会办理两次", {"type": "string", "maxLength": 200, "pattern": "^[!-~]+$"}, place="header"
)
MATCH = Parameter("If-Match", "所依据的版本（ETag）：对象已有变化时不办理，答 412", {"type": "string"}, place="header")


class ActView(ApiView):
    """Made by ``routes`` for each ``FormPage``; ``page`` is the page's view."""

    page: ClassVar[type[FormPage]]
    name: ClassVar[str]
    http_method_names = ("get", "post", "head", "options")

    @property
    def label(self) -> str:
        return self.page.submit_label or self.page.title

    @classmethod
    def operations(cls) -> dict[str, Operation]:
        label = cls.page.title or cls.page.submit_label or (cls.page.__doc__ or "").strip().rstrip(".")
        made = issubclass(cls.page, CreateView)
        about = issubclass(cls.page, ObjectView)
        note = cls.page.explanation if isinstance(cls.page.explanation, str) else ""
        form = cls.page.form_class
        schema = body_schema(form.base_fields, rows=getattr(form, "rows", {}), extra=cls.page.extra_keys, is_open=True) if isinstance(form, type) else {"type": "object"}
        return {
            "get": Operation(
                f"{cls.name}_form",
                f"{label}：能否办理与所需内容",
                "是否可以办理、为何不能，以及各项内容（名称、类型、可选值、预填值）。",
                {"$ref": "#/components/schemas/ActForm"},
                statuses=(401, 403, 404, 429),
            ),
            "post": Operation(
                cls.name,
                label,
                f"{label}。{note}未写的项目取预填值，见同一地址的 GET。",
                {"$ref": "#/components/schemas/Done"},
                status=201 if made else 200,
                body=schema,
                parameters=[KEY, MATCH] if about else [KEY],
                statuses=(400, 401, 403, 404, 409, *((412,) if about else ()), 413, 415, 422, 429),
            ),
        }

    def view(self) -> FormPage:
        """The page's view for this call. Raises as the page does: ``Http404``, ``PermissionDenied``."""
        view = self.page()
        view.setup(page_request(self.request), **self.kwargs)
        decision = view.decide()
        if not decision.ok:
            raise PermissionDenied(decision.reason)
        return view

    def get(self, request: Request, **kwargs: Any) -> Response:
        view = self.view()
        form = view.make_form()
        found = _subject(view)
        listed = next((one for one in next_actions(found, request) or () if one["href"] == request.path), {})
        return Response(
            {
                "title": view.title or view.get_submit_label(),
                "object": reference(found) if found is not None else None,
                "allowed": listed.get("allowed"),
                "reason": listed.get("reason"),
                "fields": [shown_field(form, name) for name in form.fields],
            }
        )

    def post(self, request: Request, **kwargs: Any) -> Response:
        return answered_once(request, lambda: self._act(request))

    def _act(self, request: Request) -> Response:
        view = self.view()
        subject = _subject(view)
        if subject is not None:
            check_match(request, subject)
        form = self._fill(view, request.data)
        try:
            result = view.perform(form)
        except DomainError as error:
            raise refused(error, next_actions=next_actions(subject, request)) from error
        return self._done(view, subject, result)

    def _fill(self, view: FormPage, body: Any) -> Any:
        """The bound form, judged. Raises ``Invalid``."""
        blank = view.make_form()
        schema = body_schema(blank.fields, rows=getattr(blank, "rows", {}), extra=view.extra_keys)
        problems = faults(body, Draft202012Validator(schema, format_checker=FORMATS))
        if problems:
            raise Invalid(problems)
        data, files = form_values(blank, spread(blank, body), lambda token, pointer: take(token, self.request, pointer))
        request = view.request
        # What the pages read besides their form.
        request.POST, request._files = data, files  # noqa: SLF001 — Django has no other way to give a request its files
        form = view.make_form(data, files)
        if not form.is_valid():
            raise Invalid(_form_problems(form))
        return form

    def _done(self, view: FormPage, subject: Model | None, result: Any) -> Response:
        user = self.request.user
        made = result if isinstance(result, Model) and result != subject else None
        body = {
            "message": view.get_done_message(result),
            "object": shown(subject, user),
            "result": reference(made) if made is not None else None,
        }
        if isinstance(view, CreateView):
            body["object"] = shown(made, user)
        response = Response(body, status=201 if isinstance(view, CreateView) else 200)
        told = subject if subject is not None else made
        if body["object"] is not None and told is not None:
            response["ETag"] = version_of(told, user)
        if body["result"] and body["result"]["href"]:
            response["Location"] = body["result"]["href"]
        return response


def _subject(view: FormPage) -> Model | None:
    return view.object if isinstance(view, ObjectView) else None


def shown(obj: Model | None, user: Any) -> dict[str, Any] | None:
    """An object as it now is for the caller; None once it is no longer theirs to see."""
    if obj is None or obj._meta.label_lower not in RESOURCES:
        return None
    declared = resource_of(obj)
    fresh = declared.rows(user).filter(pk=obj.pk).first()
    return declared.show([fresh], user)[0] if fresh is not None else None


def next_actions(obj: Model | None, request: Request) -> list[dict[str, Any]] | None:
    """What can lawfully be done with an object now, and what cannot yet and why; from the object's own page."""
    if obj is None or obj._meta.label_lower not in RESOURCES:
        return None
    page = resource_of(obj).page
    if page is None or not issubclass(page, DetailPage):
        return None
    view = page()
    view.setup(page_request(request), pk=obj.pk)
    actions = [*view.get_actions(), *slots.actions_on(request.user, view.object)]
    return [
        {"label": action.label, "href": f"/api/v1{action.href}", "allowed": action.decision.ok, "reason": action.decision.reason or None}
        for action in actions
        if action.href and action.decision is not None and _is_here(f"/api/v1{action.href}")
    ]


def _is_here(address: str) -> bool:
    """Whether the API has the address of an action: some actions are pages only."""
    try:
        resolve(address.partition("?")[0])
    except Resolver404:
        return False
    return True


def _form_problems(form: Any) -> list[Problem]:
    found = []
    for name, messages in form.errors.items():
        pointer = "" if name == "__all__" else f"/{escape(name)}"
        found += [Problem(pointer, str(message)) for message in messages]
    return found


REFERENCE_TO = {
    "type": ["object", "null"],
    "properties": {
        "id": {"type": "integer"},
        "kind": {"type": "string", "description": "对象种类"},
        "label": {"type": "string", "description": "名称"},
        "href": {"type": ["string", "null"], "description": "接口地址"},
    },
    "required": ["id", "kind", "label", "href"],
}
DONE = {
    "type": "object",
    "properties": {
        "message": {"type": "string", "description": "办理结果"},
        "object": {"type": ["object", "null"], "description": "办理后的对象；已不在调用方范围内时为空"},
        "result": {**REFERENCE_TO, "description": "由此产生的另一对象"},
    },
    "required": ["message", "object", "result"],
}
ACT_FORM = {
    "type": "object",
    "properties": {
        "title": {"type": "string"},
        "object": REFERENCE_TO,
        "allowed": {"type": ["boolean", "null"], "description": "按目前的环节能否办理；为空表示不受环节限制"},
        "reason": {"type": ["string", "null"], "description": "为何还不能"},
        "fields": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "name": {"type": "string", "description": "项目名，即提交时的键"},
                    "label": {"type": "string", "description": "中文名"},
                    "required": {"type": "boolean", "description": "是否必填"},
                    "help": {"type": "string", "description": "说明"},
                    "schema": {"type": "object", "description": "取值（JSON Schema）"},
                    "choices": {
                        "type": ["array", "null"],
                        "items": {
                            "type": "object",
                            "properties": {"value": {}, "label": {"type": "string"}},
                            "required": ["value", "label"],
                        },
                        "description": "可选值",
                    },
                    "value": {"description": "预填值"},
                },
                "required": ["name", "label", "required", "help", "schema", "choices", "value"],
            },
        },
    },
    "required": ["title", "object", "allowed", "reason", "fields"],
}
