"""Every periodic task, in one table. Times are Asia/Shanghai."""

from celery.schedules import crontab

SCHEDULE: dict[str, dict] = {
    "发件箱": {"task": "pengjiang.events.tasks.drain_outbox", "schedule": 5.0, "options": {"expires": 4}},
    "期限提醒": {"task": "pengjiang.deadlines.tasks.sweep_deadlines", "schedule": 180.0, "options": {"expires": 170}},
    # Every half hour of the morning: a beat that was down at half past seven makes the digests later, once.
    "每日摘要": {"task": "pengjiang.notifications.tasks.queue_digests", "schedule": crontab(minute="30,0", hour="7-11")},
    "发送邮件": {"task": "pengjiang.notifications.tasks.send_mail", "schedule": 20.0, "options": {"expires": 18}},
    "审计链首": {"task": "pengjiang.console.tasks.keep_anchor", "schedule": crontab(minute=10, hour="0,1,2,6")},
    "草稿清理": {"task": "pengjiang.web.tasks.sweep_kept", "schedule": crontab(minute=40, hour=3)},
    "审计核验": {"task": "pengjiang.console.tasks.run_verifications", "schedule": 30.0, "options": {"expires": 28}},
    "文书排版": {"task": "pengjiang.documents.tasks.sweep_documents", "schedule": 15.0, "options": {"expires": 14, "queue": "documents"}},
    "接口应答清理": {"task": "pengjiang.api.tasks.forget_answers", "schedule": crontab(minute=15, hour="*")},
    "事件推送": {"task": "pengjiang.api.tasks.sweep_deliveries", "schedule": 10.0, "options": {"expires": 9}},
    "推送记录清理": {"task": "pengjiang.api.tasks.forget_deliveries", "schedule": crontab(minute=30, hour=3)},
    # Every few hours of the day: a beat that was down in the morning tells later, once.
    "令牌到期提醒": {"task": "pengjiang.api.tasks.warn_of_tokens", "schedule": crontab(minute=25, hour="7-19/4")},
    "访问计数清理": {"task": "pengjiang.common.tasks.forget_rate_counts", "schedule": crontab(minute=50, hour=3)},
    "上传文件": {"task": "pengjiang.files.tasks.sweep_files", "schedule": 60.0, "options": {"expires": 50}},
    "续传清理": {"task": "pengjiang.api.tasks.sweep_uploads", "schedule": crontab(minute=25)},
    "文书识读": {"task": "pengjiang.readings.tasks.sweep_readings", "schedule": 30.0, "options": {"expires": 25}},
    "批量体检": {"task": "pengjiang.checkups.tasks.sweep_jobs", "schedule": 60.0, "options": {"expires": 50}},
    "类案线索": {"task": "pengjiang.checkups.tasks.refresh_patterns", "schedule": crontab(minute=20, hour=2)},
    "救济期限预警": {"task": "disputes.tasks.warn_of_lapsing_remedies", "schedule": crontab(minute=20, hour="7,13")},
    "评查申诉期": {"task": "reviews.tasks.sweep_objections", "schedule": crontab(minute=20, hour="0,7")},
    "批量办理": {"task": "pengjiang.web.tasks.sweep_bulk", "schedule": 60.0, "options": {"expires": 50}},
    "案卷批量报送": {"task": "pengjiang.dossiers.tasks.sweep_intake", "schedule": 60.0, "options": {"expires": 50}},
    "卷宗装订": {"task": "cases.tasks.sweep_volumes", "schedule": 60.0, "options": {"expires": 50, "queue": "documents"}},
    "机制义务": {"task": "liaison.tasks.fall_due", "schedule": crontab(minute=35, hour="0,6")},
    "裁量基准到期": {"task": "liaison.tasks.warn_of_ends", "schedule": crontab(minute=45, hour="0,6")},
    "导入导出": {"task": "pengjiang.exchange.tasks.sweep_exchange", "schedule": 60.0, "options": {"expires": 50}},
}

__all__ = ["SCHEDULE", "crontab"]
