"""What was issued, and the counter that slows down guessing of verification codes."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from pengjiang.access.scope import ScopedQuerySet
from pengjiang.accounts.models import Organisation
from pengjiang.common.models import Stamped
from pengjiang.common.refs import ObjectRef
from pengjiang.documents import codec
from pengjiang.documents.blocks import Tree
from pengjiang.documents.enums import Making, Standing
from pengjiang.documents.models.numbers import NumberScheme
from pengjiang.documents.registry import DOCUMENT_TYPES, DocumentType
from pengjiang.events.types import Audience

# Crockford's alphabet: no I, L, O, U, so that a code can be read out on the telephone. 28 × 5 bits = 140 bits.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 28


def new_code() -> str:
    """A verification code nobody can guess."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


class IssuedDocumentQuerySet(ScopedQuerySet):
    """Papers by object, reader and progress."""

    def visible_to(self, user: Any) -> IssuedDocumentQuerySet:
        """Those whose object exists for the user and whose type is meant for them; drafts only for the issuing organisation."""
        own = user.organisation_ids
        allowed = Q(pk__in=[])
        for label in {kind.model for kind in DOCUMENT_TYPES}:
            kinds = [kind for kind in DOCUMENT_TYPES if kind.model == label]
            shared = [kind.code for kind in kinds if kind.audience is Audience.SHARED]
            mine = Q(type_code__in=[kind.code for kind in kinds], organisation__in=own)
            targets = ObjectRef(label, 0).model._default_manager.visible_to(user).values("pk")
            allowed |= Q(target_kind=label, target_pk__in=targets) & (mine | (Q(type_code__in=shared) & ~Q(standing=Standing.DRAFT)))
        return self.filter(allowed)

    def of(self, target: models.Model | ObjectRef) -> IssuedDocumentQuerySet:
        """Papers of one object, newest first."""
        ref = ObjectRef.of(target)
        return self.filter(target_kind=ref.kind, target_pk=ref.pk)

    def issued(self) -> IssuedDocumentQuerySet:
        return self.exclude(standing=Standing.DRAFT)


def pdf_path(document: IssuedDocument, name: str) -> str:
    """A folder per year; the file's name is its claim, so that two runs never write the same file."""
    return f"documents/{document.created_at.year}/{document.pk}/{name}"


class IssuedDocument(Stamped):
    """A paper. Its tree is frozen when it is issued; the files follow from the tree."""

    type_code = models.CharField("文书种类", max_length=60)
    title = models.CharField("名称", max_length=200)
    target_kind = models.CharField("事项类别", max_length=60)
    target_pk = models.BigIntegerField("事项编号")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="issued_documents", verbose_name="制发单位")
    standing = models.CharField("效力", max_length=12, choices=Standing.choices)
    making = models.CharField("生成状态", max_length=12, choices=Making.choices, default=Making.QUEUED)

    number = models.CharField("文号", max_length=80, blank=True)
    scheme = models.ForeignKey(NumberScheme, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name="文号方案")
    year = models.PositiveSmallIntegerField("年度", null=True, blank=True)
    serial = models.PositiveIntegerField("序号", null=True, blank=True)

    key = models.CharField("分项", max_length=60, blank=True)
    context = models.JSONField("生成依据", default=dict, blank=True)
    blocks = models.JSONField("内容")
    html = models.TextField("排版稿", blank=True)
    pdf = models.FileField("PDF", upload_to=pdf_path, max_length=200, blank=True)
    docx = models.FileField("DOCX", upload_to=pdf_path, max_length=200, blank=True)
    pdf_sha256 = models.CharField("PDF 的 SHA-256", max_length=64, blank=True)
    pages = models.PositiveSmallIntegerField("页数", default=0)
    code = models.CharField("核验码", max_length=CODE_LENGTH, null=True, blank=True, unique=True)

    issued_on = models.DateField("成文日期", null=True, blank=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="制发人")
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by", verbose_name="取代的文书"
    )
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True)
    withdrawal_reason = models.CharField("撤回理由", max_length=300, blank=True)

    queued_at = models.DateTimeField("排队时间")
    claim = models.UUIDField("生成批次", null=True, blank=True)
    claimed_at = models.DateTimeField("开始生成时间", null=True, blank=True)
    rendered_at = models.DateTimeField("生成时间", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("生成次数", default=0)
    error = models.CharField("失败原因", max_length=500, blank=True)

    objects = IssuedDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "文书"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["target_kind", "target_pk", "-id"], name="document_of_target"),
            models.Index(fields=["id"], name="document_unfinished", condition=Q(making__in=["queued", "rendering"])),
        ]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "year", "serial"], name="document_serial_is_unique"),
            models.UniqueConstraint(fields=["organisation", "number"], name="document_number_is_unique", condition=~Q(number="")),
            models.UniqueConstraint(
                fields=["type_code", "target_kind", "target_pk", "key"],
                name="document_one_open_draft_per_key",
                condition=Q(standing="draft") & ~Q(key=""),
            ),
            models.CheckConstraint(
                name="document_serial_is_whole",
                condition=Q(scheme=None, year=None, serial=None) | Q(scheme__isnull=False, year__isnull=False, serial__gte=1),
            ),
            models.CheckConstraint(
                name="document_issued_has_day_and_code",
                condition=Q(standing="draft", issued_on=None, code=None, number="", serial=None)
                | (~Q(standing="draft") & Q(issued_on__isnull=False, code__isnull=False)),
            ),
            models.CheckConstraint(
                name="document_ready_has_files",
                condition=~Q(making="ready") | (~Q(pdf="") & ~Q(docx="") & ~Q(pdf_sha256="") & Q(pages__gte=1)),
            ),
            models.CheckConstraint(name="document_rendering_is_claimed", condition=~Q(making="rendering") | Q(claim__isnull=False)),
            models.CheckConstraint(
                name="document_withdrawn_says_when_and_why",
                condition=~Q(standing="withdrawn") | (Q(withdrawn_on__isnull=False) & ~Q(withdrawal_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.number}）" if self.number else self.title

    def get_absolute_url(self) -> str:
        from django.urls import reverse  # noqa: PLC0415 — needs the loaded URL table

        return reverse("documents:detail", args=[self.pk])

    @property
    def issuer_name(self) -> str:
        """By the name of the day it was issued."""
        return self.organisation.name_on(self.issued_on)

    @property
    def target(self) -> ObjectRef:
        return ObjectRef(self.target_kind, self.target_pk)

    @property
    def type(self) -> DocumentType:
        return DOCUMENT_TYPES.get(self.type_code)

    @property
    def tree(self) -> Tree:
        """The frozen tree."""
        return codec.from_data(self.blocks)

    @property
    def is_valid(self) -> bool:
        """In force: issued, not withdrawn, not superseded."""
        return self.standing == Standing.ISSUED

    @property
    def is_draft(self) -> bool:
        return self.standing == Standing.DRAFT

    @property
    def spoken_code(self) -> str:
        """The code in groups of four, as it is printed."""
        return "-".join(self.code[place : place + 4] for place in range(0, CODE_LENGTH, 4)) if self.code else ""

    @property
    def file_name(self) -> str:
        """Name of the download, without ending."""
        return (f"{self.title}（{self.number}）" if self.number else self.title) + ("（草稿）" if self.is_draft else "")
