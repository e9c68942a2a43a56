"""Closed lists of the procurator's work; labels are what the screens and papers say."""

from __future__ import annotations

from django.db import models


class Channel(models.TextChoices):
    """案源: how a matter reached the office (domain.md 5.5 no. 1)."""

    LITIGATION = "litigation", "行政诉讼监督案件中发现"
    NONLITIGATION = "nonlitigation", "行政非诉执行监督中发现"
    REVERSE_LINK = "reverse_link", "行刑反向衔接中发现"
    OTHER_CASES = "other_cases", "民事、刑事、公益诉讼办案中发现"
    COMPLAINT = "complaint", "控告申诉、12309来访"
    JOINT_REVIEW = "joint_review", "与司法局联合案卷评查中发现并核实"
    TOWN_REFERRAL = "town_referral", "镇街主动移送审查"
    SUPERIOR = "superior", "上级交办"
    CONGRESS = "congress", "人大、政协转交"
    DATA_MODEL = "data_model", "大数据模型线索"


# These four must be tied to a duty already exercised (domain.md 5.5 no. 1).
CHANNELS_NEEDING_DUTY = frozenset({Channel.TOWN_REFERRAL, Channel.SUPERIOR, Channel.CONGRESS, Channel.DATA_MODEL})


class Problem(models.TextChoices):
    """疑似问题: the categories of the file check."""

    SUBJECT = "subject", "主体资格"
    PROCEDURE = "procedure", "程序"
    TIME = "time", "办案期限"
    EVIDENCE = "evidence", "证据"
    LAW = "law", "适用法律"
    DISCRETION = "discretion", "裁量"
    REMEDY = "remedy", "救济告知"
    SERVICE = "service", "送达"
    DOCUMENTS = "documents", "文书规范"
    INACTION = "inaction", "不作为或怠于履职"
    OTHER = "other", "其他"


class Parallel(models.TextChoices):
    """并行程序 (domain.md 5.5 no. 2)."""

    NONE = "none", "未进入其他程序"
    RECONSIDERATION = "reconsideration", "正在行政复议"
    LITIGATION = "litigation", "正在行政诉讼"
    SUPERVISION = "supervision", "正在监察调查"


class Reasonableness(models.TextChoices):
    """合法性与合理性 (domain.md 5.5 no. 3)."""

    LEGALITY = "legality", "涉及合法性"
    MANIFEST = "manifest", "合理性问题，明显不当"
    MINOR = "minor", "仅属一般合理性问题"


class Tool(models.TextChoices):
    """监督方式, from the mildest on (domain.md 5.5 no. 5)."""

    ORAL = "oral", "口头提示"
    TALK = "talk", "座谈、磋商"
    RECOMMENDATION = "recommendation", "检察建议"
    TRANSFER = "transfer", "移送（纪检监察、公益诉讼、刑事）"


class RecommendationKind(models.TextChoices):
    """《人民检察院检察建议工作规定》第五条 (J-01)."""

    RETRIAL = "retrial", "再审检察建议"
    CORRECTION = "correction", "纠正违法检察建议"
    PUBLIC_INTEREST = "public_interest", "公益诉讼检察建议"
    GOVERNANCE = "governance", "社会治理检察建议"
    OTHER = "other", "其他检察建议"


class InvestigationMeans(models.TextChoices):
    """第十四条: no coercive measure on person or property (J-07)."""

    QUERY = "query", "查询、调取、复制证据材料"
    ASK = "ask", "询问当事人、有关知情人员"
    HEAR = "hear", "听取被建议单位意见"
    CONSULT = "consult", "咨询专业人员、相关部门"
    APPRAISE = "appraise", "委托鉴定、评估、审计"
    VISIT = "visit", "现场走访、查验"


class ServiceMethod(models.TextChoices):
    """第十八条 (J-12)."""

    WRITTEN = "written", "书面送达"
    ANNOUNCED = "announced", "宣告送达"
    LEFT = "left", "留置送达（拒绝签收）"


class Adoption(models.TextChoices):
    """采纳情况."""

    FULL = "full", "采纳"
    PARTLY = "partly", "部分采纳"
    NONE = "none", "未采纳"


class RecusalGround(models.TextChoices):
    """回避事由."""

    SERVED_THERE = "served_there", "曾在被监督单位任职"
    HANDLED = "handled", "曾经办涉案行政执法案件"
    RELATIVE = "relative", "与当事人或者代理人有近亲属关系"
    INTEREST = "interest", "本人或者近亲属与案件有利害关系"
    OTHER = "other", "其他可能影响公正办理的关系"


class ObjectionResult(models.TextChoices):
    """异议复核结果 (第二十二条、第二十三条)."""

    UPHELD = "upheld", "维持"
    AMENDED = "amended", "变更"
    WITHDRAWN = "withdrawn", "撤回"


class ContactKind(models.TextChoices):
    """Without a letter: to bring a correction about, or to follow a recommendation up (第二十四条)."""

    ORAL = "oral", "口头提示"
    TALK = "talk", "座谈、磋商"
    ASK = "ask", "询问进展"
    VISIT = "visit", "走访"
    MEETING = "meeting", "会商"
    RETURN_VISIT = "return_visit", "回访"


class HearingPart(models.TextChoices):
    """听证参加人."""

    LISTENER = "listener", "听证员"
    PARTY = "party", "当事人"
    AGENT = "agent", "代理人"
    AUTHORITY = "authority", "行政机关"
    OTHER = "other", "其他参加人"
    OBSERVER = "observer", "旁听人员"


class ListenerKind(models.TextChoices):
    """Whence a listener comes."""

    DEPUTY = "deputy", "人大代表"
    CONSULTATIVE = "consultative", "政协委员"
    SUPERVISOR = "supervisor", "人民监督员"
    EXPERT = "expert", "专家学者"
    LAWYER = "lawyer", "律师"
    COMMUNITY = "community", "基层组织代表"
    OTHER = "other", "其他人士"


class OpenStage(models.TextChoices):
    """How far an old matter that is still open has come; the values are states of the case."""

    ACCEPTED = "accepted", "受理"
    REVIEWING = "reviewing", "审查中"
    INVESTIGATING = "investigating", "调查核实中"
    CONCLUDED = "concluded", "调查终结"
    RECOMMENDED = "recommended", "已提出检察建议"


class OpinionUse(models.TextChoices):
    """What was made of the listeners' opinion."""

    FULL = "full", "采纳"
    PARTLY = "partly", "部分采纳"
    NONE = "none", "未采纳"


class HandoffKind(models.TextChoices):
    """检司衔接: what is handed over."""

    SUPERVISION = "supervision", "行政执法监督线索"
    PROCURATORIAL = "procuratorial", "行政检察监督线索"
    LEGAL_AID = "legal_aid", "法律援助"
    SUPPORT = "support", "支持起诉"


class SupervisionPaper(models.TextChoices):
    """What the bureau's enforcement supervision may make."""

    OPINION = "opinion", "行政执法监督意见书"
    DECISION = "decision", "行政执法监督决定书"


class CourtAnswerKind(models.TextChoices):
    """非诉执行: what a court may answer (行政强制法第五十六条至第五十八条)."""

    ACCEPTED = "accepted", "受理"
    REJECTED = "rejected", "不予受理"
    GRANTED = "granted", "裁定准予执行"
    REFUSED = "refused", "裁定不予执行"
    SUSPENDED = "suspended", "中止执行"
    ENDED = "ended", "终结执行"
    DONE = "done", "执行完毕"
