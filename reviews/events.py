"""Events that are no transition of a machine, and who reads the internal ones."""

from __future__ import annotations

from typing import Any

from pengjiang.events.reading import handling
from pengjiang.events.types import event_type

event_type("reviews.round.planned", "拟制评查方案《{title}》")
event_type("reviews.round.conflict", "{person}对{town}登记评查回避：{ground}")
event_type("reviews.round.clarified", "统一{code}的尺度（第{version}版）：{text}")
event_type("reviews.mark.saved", "修改评分{code}")
event_type("reviews.assignment.given", "接办改派的评查任务：{reason}")
event_type("reviews.talk.said", "合议发言：{text}")
event_type("reviews.objection.answered", "复核{code}{title}：{result}")
event_type("reviews.file.excellent", "评为优秀案卷，转典型案例素材（{number}）")
event_type("reviews.rubric.made", "制定{name}")
event_type("reviews.rubric.activated", "启用{name}")
event_type("reviews.rubric.retired", "停用{name}")
event_type("reviews.finding.referred", "评查问题转监督线索")


@handling("reviews.round", "reviews.townpart", "reviews.sampledfile")
def by_its_overseers(user: Any, obj: Any) -> bool:
    """Who may know reviewers and marks: nobody who reviews in the round."""
    for name in ("part", "file"):
        obj = getattr(obj, name, obj)
    row = getattr(obj, "round", obj)
    return type(row)._default_manager.overseen_by(user).filter(pk=row.pk).exists()


@handling("reviews.finding")
def by_the_office(user: Any, obj: Any) -> bool:
    """That a finding was referred is the procuratorate's own."""
    return user.is_procuratorate


@handling("reviews.rubricversion")
def by_the_organisers(user: Any, obj: Any) -> bool:
    """Both bodies of the joint review."""
    return user.is_procuratorate or user.is_bureau
