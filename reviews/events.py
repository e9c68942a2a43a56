"""Events that are no transition of a machine."""

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
