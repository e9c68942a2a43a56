"""Events that are no transition of a machine."""

from pengjiang.events.types import event_type

event_type("cases.recusal.declared", "登记{person}对{body}回避：{ground}")
event_type("cases.recusal.lifted", "解除{person}的回避")
event_type("cases.supervisioncase.opened", "自行立案{number}（{channel}）")
event_type("cases.history.entered", "补录历史案件{number}（{docketed}立案，{closed}办结）")
event_type("cases.supervisioncase.split_off", "自{from}拆出，案号{number}")
event_type("cases.handover.made", "{giver}向{taker}移交{count}项，未移交{kept}项")
event_type("cases.unpaid.answered", "登记法院对{number}执行申请的答复：{kind}（{on}）")
