"""Events that are no transition of a machine."""

from pengjiang.events.types import event_type

event_type("cases.recusal.declared", "登记{person}对{body}回避：{ground}")
event_type("cases.recusal.lifted", "解除{person}的回避")
