"""The register."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from pengjiang.access.scope import ScopedQuerySet
from pengjiang.accounts.enums import OrganisationKind
from pengjiang.accounts.models import Organisation, User
from pengjiang.common.crypto import EncryptedTextField
from pengjiang.common.models import Stamped
from pengjiang.common.piecework import Piecework
from pengjiang.dossiers.enums import Field, FileType, Source
from pengjiang.dossiers.facts.privacy import with_ids


class DossierQuerySet(ScopedQuerySet):
    """Dossiers by whom they exist for."""

    def visible_to(self, user: Any) -> DossierQuerySet:
        """A town its own; procuratorate and judicial bureau all; the three administrators none."""
        if user.is_procuratorate or user.is_bureau:
            return self
        if user.is_town:
            return self.filter(organisation__in=user.organisation_ids)
        return self.none()

    def for_list(self) -> DossierQuerySet:
        """What a list row shows; the document stays in the database."""
        return self.select_related("organisation").defer("facts", "ledger")


class Dossier(Stamped):
    """One enforcement file of a town or street."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="dossiers", verbose_name="镇街", limit_choices_to={"kind": OrganisationKind.TOWN}
    )
    number = models.CharField("案号", max_length=80)
    title = models.CharField("案件名称", max_length=200, blank=True)
    file_type = models.CharField("类型", max_length=10, choices=FileType.choices)
    field = models.CharField("领域", max_length=20, choices=Field.choices, blank=True)
    item = models.CharField("职权事项", max_length=80, blank=True)
    cause = models.CharField("案由", max_length=120, blank=True)
    party_name = models.CharField("当事人", max_length=300, blank=True)
    party_masked = models.CharField("当事人（脱敏）", max_length=300, blank=True)
    filed_on = models.DateField("立案日期", null=True, blank=True)
    decided_on = models.DateField("决定日期", null=True, blank=True)
    served_on = models.DateField("送达日期", null=True, blank=True)
    paid_on = models.DateField("缴款日期", null=True, blank=True)
    closed_on = models.DateField("结案日期", null=True, blank=True)
    fine = models.DecimalField("罚款（元）", max_digits=19, decimal_places=4, null=True, blank=True)
    penalties = ArrayField(models.CharField(max_length=30), verbose_name="处罚种类", default=list, blank=True)
    officers = models.CharField("承办人", max_length=200, blank=True)
    note = models.CharField("备注", max_length=300, blank=True)
    complete = models.BooleanField("全卷已录入", default=True)
    facts = models.JSONField("事实", default=dict)
    revision = models.PositiveIntegerField("版次", default=1)
    source = models.CharField("来源", max_length=20, choices=Source.choices, default=Source.TYPED)
    # The ledger row as last imported (facts without ID numbers): what the next import compares with.
    ledger = models.JSONField("台账行", null=True, blank=True)

    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = "执法案卷"
        ordering = ["-decided_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="dossier_number_once_per_town"),
            models.CheckConstraint(name="dossier_has_a_number", condition=~Q(number="")),
        ]
        indexes = [
            models.Index(fields=["-decided_on", "-id"], name="dossier_by_decision"),
            models.Index(fields=["organisation", "-decided_on", "-id"], name="dossier_by_town"),
            models.Index(fields=["organisation", "field"], name="dossier_by_field"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def name(self) -> str:
        """The title, or what stands in for one."""
        made = f"{self.party_name}{self.cause}案" if self.party_name else self.number
        return self.title or made

    def get_absolute_url(self) -> str:
        return reverse("dossiers:detail", args=[self.pk])

    def id_numbers(self) -> dict[int, str]:
        """ID numbers by the party's position."""
        return {party.position: party.id_no for party in self.parties.all() if party.id_no}

    def document(self, *, masked: bool = False) -> dict[str, Any]:
        """The whole dossier/1 document, ID numbers included (or masked)."""
        return with_ids(self.facts, self.id_numbers(), masked=masked)


class DossierParty(models.Model):
    """A party of a dossier; finds the same person or company in other files without being readable."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="parties", verbose_name="执法案卷")
    position = models.PositiveSmallIntegerField("序号")
    type = models.CharField("类型", max_length=30, blank=True)
    name = models.CharField("姓名或名称", max_length=200, blank=True)
    uscc = models.CharField("统一社会信用代码", max_length=40, blank=True)
    id_no = EncryptedTextField("身份证号", blank=True)
    fingerprint = models.CharField("证件指纹", max_length=64, blank=True)

    class Meta:
        verbose_name = "当事人"
        ordering = ["dossier", "position"]
        constraints = [models.UniqueConstraint(fields=["dossier", "position"], name="dossier_party_once_per_position")]
        indexes = [
            models.Index(fields=["fingerprint"], name="dossier_party_fingerprint", condition=~Q(fingerprint="")),
            models.Index(fields=["name"], name="dossier_party_name"),
        ]

    def __str__(self) -> str:
        return self.name


class IntakeOutcome(models.TextChoices):
    """What became of one row of an intake."""

    CREATED = "created", "新增"
    UPDATED = "updated", "更新"
    UNCHANGED = "unchanged", "未变"
    REFUSED = "refused", "退回"


def intake_path(_job: IntakeJob, _name: str) -> str:
    return f"intake/{uuid.uuid4()}.ndjson"


class IntakeJobQuerySet(ScopedQuerySet):
    """A person's own: the rows may be another unit's business."""

    def visible_to(self, user: Any) -> IntakeJobQuerySet:
        return self.filter(actor=user.pk)


class IntakeJob(Piecework):
    """Many dossier/1 documents on their way in. ``keys`` say where each row begins in ``content``, one row a line."""

    actor = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="提交人")
    # Gone once the last row is stored: it holds what the register keeps encrypted.
    content = models.FileField("内容", upload_to=intake_path, max_length=200, blank=True)
    check_files = models.BooleanField("同时体检", default=False)
    counts = models.JSONField("计数", default=dict)

    objects = IntakeJobQuerySet.as_manager()

    class Meta(Piecework.Meta):
        verbose_name = "批量案卷"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.total}行"


class IntakeLine(models.Model):
    """What became of one row; ``errors`` by JSON Pointer, ``found`` what the file check found."""

    job = models.ForeignKey(IntakeJob, models.CASCADE, related_name="lines", verbose_name="批量案卷")
    line = models.PositiveIntegerField("行号")
    number = models.CharField("案号", max_length=80, blank=True)
    outcome = models.CharField("结果", max_length=12, choices=IntakeOutcome.choices)
    dossier = models.ForeignKey(Dossier, models.SET_NULL, null=True, related_name="+", verbose_name="执法案卷")
    errors = models.JSONField("问题", default=list)
    found = models.JSONField("体检结果", null=True)

    class Meta:
        verbose_name = "批量案卷的行"
        ordering = ["job", "line"]
        constraints = [models.UniqueConstraint(fields=["job", "line"], name="intake_line_once")]

    def __str__(self) -> str:
        return f"第{self.line}行"
