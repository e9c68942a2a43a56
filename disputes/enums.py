"""Closed lists of the joint station; labels are what the screens and papers say."""

from __future__ import annotations

from django.db import models


class Channel(models.TextChoices):
    """申请途径: who brought the dispute to the station."""

    RECONSIDERATION = "reconsideration", "行政复议机构移送"
    PROCURATORATE = "procuratorate", "检察院办案中发现"
    TOWN = "town", "镇街申请"
    CITIZEN = "citizen", "当事人窗口申请"


class Stage(models.TextChoices):
    """争议所处阶段 (domain.md 5.6)."""

    NOTICE = "notice", "告知"
    RECONSIDERATION = "reconsideration", "复议"
    LITIGATION = "litigation", "诉讼"
    ENFORCEMENT = "enforcement", "执行"
    PETITION = "petition", "信访"


class PartyKind(models.TextChoices):
    """What the party is."""

    PERSON = "person", "自然人"
    BUSINESS = "business", "个体工商户"
    COMPANY = "company", "法人或者其他组织"


class Willingness(models.TextChoices):
    """化解意愿."""

    WILLING = "willing", "愿意化解"
    CONDITIONAL = "conditional", "附条件愿意"
    UNWILLING = "unwilling", "不愿意"
    UNKNOWN = "unknown", "尚未表态"


class Risk(models.TextChoices):
    """风险等级."""

    LOW = "low", "低"
    MIDDLE = "middle", "中"
    HIGH = "high", "高"


class Means(models.TextChoices):
    """化解手段 (domain.md 5.6)."""

    EXPLAIN = "explain", "释法说理"
    RELIEF = "relief", "司法救助"
    PRECEDENTS = "precedents", "类案指引"
    COMFORT = "comfort", "情绪疏导"
    HEARING = "hearing", "公开听证"
    CORRECT = "correct", "督促自纠"
    EASE = "ease", "分期或者减免加处罚款"
    SUIT_SUPPORT = "suit_support", "支持起诉"
    LEGAL_AID = "legal_aid", "法律援助"
    LEADER = "leader", "领导包案"


class MeasureKind(models.TextChoices):
    """What was done or handed in."""

    VISIT = "visit", "走访"
    TALK = "talk", "约谈、会商"
    HEARING = "hearing", "公开听证"
    LETTER = "letter", "发函"
    APOLOGY = "apology", "道歉书"
    COMMITMENT = "commitment", "承诺书"
    CORRECTION = "correction", "改正证据"
    EASING = "easing", "分期、减免决定"


# What somebody said there is for the handlers alone; papers that were handed over to the other side are not.
SPOKEN = frozenset({MeasureKind.VISIT, MeasureKind.TALK, MeasureKind.HEARING})


class Outcome(models.TextChoices):
    """化解结果 (domain.md 5.6)."""

    SETTLED = "settled", "达成和解并履行"
    CHANGED = "changed", "行政机关变更或者撤销"
    WITHDRAWN = "withdrawn", "申请人撤回复议、起诉或者监督申请"
    ACCEPTED = "accepted", "当事人服判息诉"
    UNSETTLED = "unsettled", "未化解"


class Debtor(models.TextChoices):
    """Who owes what was agreed."""

    PARTY = "party", "当事人"
    TOWN = "town", "行政机关"
    THIRD = "third", "第三人"


class AgreementKind(models.TextChoices):
    """Which paper."""

    SETTLEMENT = "settlement", "和解协议"
    MEDIATION = "mediation", "调解协议"


class NextStep(models.TextChoices):
    """违约后的处理."""

    DEMAND = "demand", "催告限期履行"
    RESUME = "resume", "恢复化解"
    PROCEEDINGS = "proceedings", "恢复复议或者诉讼程序"
    EXECUTE = "execute", "依法申请强制执行"
    SUPERVISE = "supervise", "转入检察监督"


class LeniencyView(models.TextChoices):
    """评估意见: what the station found, never what is decided."""

    FITS = "fits", "符合三项条件，可以不予处罚"
    LACKS = "lacks", "不符合三项条件"
    OPEN = "open", "尚需补充核实"


class LeniencyDecision(models.TextChoices):
    """镇街的决定."""

    EXEMPT = "exempt", "不予行政处罚"
    LIGHTER = "lighter", "从轻或者减轻处罚"
    PUNISH = "punish", "依法给予处罚"


class Safeguard(models.TextChoices):
    """合法性保障: each is ticked before an agreement may be signed (domain.md 5.6)."""

    PUBLIC = "public", "不损害国家利益、社会公共利益"
    THIRD = "third", "不损害第三人合法权益"
    FREE = "free", "双方自愿，未以任何方式迫使撤回申请"
    WITHIN = "within", "内容在法定职权和裁量范围内"


class ReliefGround(models.TextChoices):
    """救助情形."""

    CRIME = "crime", "受到犯罪侵害"
    TORT = "tort", "受到民事侵权"
    OTHER = "other", "其他困难（不属于司法救助，转介社会救助）"


class ReliefCheck(models.TextChoices):
    """救助条件 (domain.md 5.8)."""

    CASE = "case", "困难与检察机关办理的案件相关"
    NO_REDRESS = "no_redress", "无法通过诉讼获得有效赔偿"
    HARDSHIP = "hardship", "生活面临急迫困难"
    FIRST = "first", "同一案件未曾救助"


class Contact(models.TextChoices):
    """回访方式."""

    VISIT = "visit", "上门走访"
    PHONE = "phone", "电话回访"
    MEETING = "meeting", "座谈"
