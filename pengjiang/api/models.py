"""Who calls (clients and their tokens), what is pushed to them, what a call was answered, and files on their way in."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.urls import reverse

from pengjiang.accounts.models import Organisation, User
from pengjiang.audit.models import AuditEntry
from pengjiang.common import clock
from pengjiang.common.crypto import EncryptedTextField
from pengjiang.common.models import Stamped


class ClientQuerySet(models.QuerySet):
    """Clients, their addresses and deliveries, by who looks after them."""

    def visible_to(self, user: Any) -> ClientQuerySet:
        """All of them: only who keeps the clients gets to the pages; a client itself gets to its own alone."""
        return self


class Client(Stamped):
    """A system of an organisation that calls the API in the name of a person there, within ``scopes``.

    There is no account of a machine: what a client may do is what ``person`` may do that day, and the trail names both.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="api_clients", verbose_name="单位")
    name = models.CharField("系统名称", max_length=60)
    person = models.ForeignKey(User, models.PROTECT, related_name="api_clients", verbose_name="责任人")
    scopes = ArrayField(models.CharField(max_length=40), verbose_name="授权范围", default=list)
    purpose = models.CharField("用途", max_length=200, blank=True)
    is_active = models.BooleanField("启用", default=True)

    objects = ClientQuerySet.as_manager()

    class Meta:
        verbose_name = "接口客户端"
        ordering = ["organisation__order", "name", "id"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="client_name_is_its_organisations_own")]

    def __str__(self) -> str:
        return f"{self.organisation.short_name}“{self.name}”"

    def get_absolute_url(self) -> str:
        return reverse("api:client", args=[self.pk])


class TokenQuerySet(models.QuerySet):
    """Tokens by day."""

    def current(self, on: date | None = None) -> TokenQuerySet:
        """Those that open the door on a day (today)."""
        return self.filter(revoked_at=None, expires_on__gte=on or clock.today(), client__is_active=True)


class Token(Stamped):
    """One key of a client. Only its SHA-256 is kept; ``hint`` are its last four characters, so that people can tell two apart."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="tokens", verbose_name="客户端")
    digest = models.CharField("摘要", max_length=64, unique=True, editable=False)
    hint = models.CharField("尾号", max_length=4)
    expires_on = models.DateField("有效期至")
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="签发人")
    last_used_at = models.DateTimeField("最近使用", null=True, blank=True)
    revoked_at = models.DateTimeField("吊销时间", null=True, blank=True)
    warned_on = models.DateField("到期提醒", null=True, blank=True)

    objects = TokenQuerySet.as_manager()

    class Meta:
        verbose_name = "访问令牌"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"尾号{self.hint}"

    @property
    def is_current(self) -> bool:
        """Opens the door today, as far as the token itself goes."""
        return self.revoked_at is None and self.expires_on >= clock.today()


class Hook(Stamped):
    """An address of a client's system that is told of events; ``secret`` signs what is sent."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="hooks", verbose_name="客户端")
    url = models.URLField("推送地址", max_length=300)
    events = ArrayField(models.CharField(max_length=80), verbose_name="事件", default=list)
    secret = EncryptedTextField("签名密钥")
    is_active = models.BooleanField("启用", default=True)

    objects = ClientQuerySet.as_manager()

    class Meta:
        verbose_name = "推送地址"
        ordering = ["id"]
        indexes = [GinIndex(fields=["events"], name="hook_events", condition=models.Q(is_active=True))]

    def __str__(self) -> str:
        return self.url


class Delivery(models.Model):
    """One event on its way to one address. ``body`` is what is sent, the same at each try."""

    class State(models.TextChoices):
        PENDING = "pending", "待推送"
        SENT = "sent", "已送达"
        FAILED = "failed", "已停止重试"

    hook = models.ForeignKey(Hook, models.CASCADE, related_name="deliveries", verbose_name="推送地址")
    entry = models.ForeignKey(AuditEntry, models.PROTECT, related_name="+", verbose_name="事件")
    uid = models.UUIDField("推送编号", default=uuid.uuid4, unique=True, editable=False)
    event = models.CharField("事件代码", max_length=80)
    body = models.TextField("正文")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField("已试次数", default=0)
    next_try_at = models.DateTimeField("下次推送", default=clock.now)
    status = models.PositiveSmallIntegerField("对方应答", null=True, blank=True)
    error = models.CharField("原因", max_length=300, blank=True)
    created_at = models.DateTimeField("登记时间", default=clock.now)
    sent_at = models.DateTimeField("送达时间", null=True, blank=True)

    objects = ClientQuerySet.as_manager()

    class Meta:
        verbose_name = "推送"
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["hook", "entry"], name="one_delivery_per_hook_and_entry")]
        indexes = [
            models.Index(fields=["hook", "entry"], name="delivery_pending", condition=models.Q(state="pending")),
            models.Index(fields=["created_at"], name="delivery_age"),
        ]

    def __str__(self) -> str:
        return str(self.uid)


class UploadQuerySet(models.QuerySet):
    """Uploads by who sends them."""

    def visible_to(self, user: Any) -> UploadQuerySet:
        return self.filter(person=user.pk)


class Upload(Stamped):
    """A file that comes in pieces. It waits a day for the act that takes it; ``caller`` as in ``KeptAnswer``."""

    class State(models.TextChoices):
        RECEIVING = "receiving", "接收中"
        READY = "ready", "已收齐"
        REFUSED = "refused", "校验不符"
        USED = "used", "已使用"

    uuid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    caller = models.CharField("调用方", max_length=80)
    person = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="上传人")
    name = models.CharField("文件名", max_length=200)
    media_type = models.CharField("内容类型", max_length=100, blank=True)
    size = models.PositiveBigIntegerField("字节数")
    sha256 = models.CharField("SHA-256", max_length=64)
    position = models.PositiveBigIntegerField("已收字节数", default=0)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.RECEIVING)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = "续传文件"
        ordering = ["-id"]
        indexes = [models.Index(fields=["caller", "state"], name="upload_of_caller"), models.Index(fields=["created_at"], name="upload_age")]
        constraints = [
            models.CheckConstraint(name="upload_holds_no_more_than_its_size", condition=models.Q(position__lte=models.F("size"))),
            models.CheckConstraint(
                name="upload_ready_is_whole", condition=~models.Q(state="ready") | models.Q(position=models.F("size"))
            ),
        ]

    def __str__(self) -> str:
        return self.name


def part_path(part: UploadPart, _name: str) -> str:
    """Below the upload's random name: nothing that a caller wrote becomes a path."""
    return f"uploads/{part.upload.uuid}/{part.start:015d}"


class UploadPart(models.Model):
    """The bytes of one call: an object of the store of its own, as not every store can append."""

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="parts", verbose_name="续传文件")
    start = models.PositiveBigIntegerField("起始字节")
    size = models.PositiveBigIntegerField("字节数")
    content = models.FileField("内容", upload_to=part_path, max_length=200)

    class Meta:
        verbose_name = "续传分片"
        ordering = ["upload", "start"]
        constraints = [models.UniqueConstraint(fields=["upload", "start"], name="upload_part_once_per_place")]

    def __str__(self) -> str:
        return f"{self.upload} {self.start}"


class KeptAnswer(models.Model):
    """What a POST with an ``Idempotency-Key`` was answered: the same call gets the same answer for a day.

    ``caller`` is a reference of the person or the client; ``fingerprint`` the SHA-256 of method, address and body.
    """

    caller = models.CharField("调用方", max_length=80)
    key = models.CharField("幂等键", max_length=200)
    fingerprint = models.CharField("请求摘要", max_length=64)
    status = models.PositiveSmallIntegerField("状态码")
    headers = models.JSONField("响应头", default=dict)
    body = models.TextField("响应正文")
    made_at = models.DateTimeField("应答时间", default=clock.now)

    class Meta:
        verbose_name = "已作应答"
        constraints = [models.UniqueConstraint(fields=["caller", "key"], name="one_answer_per_key")]
        indexes = [models.Index(fields=["made_at"], name="kept_answer_age")]

    def __str__(self) -> str:
        return f"{self.caller} {self.key}"
