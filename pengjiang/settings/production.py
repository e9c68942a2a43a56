"""Production: refuses to start half configured."""

from pengjiang.settings import env
from pengjiang.settings.base import *  # noqa: F403

SECRET_KEY = env.text("SECRET_KEY", hint="用 python -c 'import secrets; print(secrets.token_urlsafe(50))' 生成一个。")
FIELD_KEY = env.text("FIELD_KEY", hint="身份证号等加密列的口令；生成后请妥善保管，遗失则无法解密。")
env.text("DATABASE_URL", hint="例如 postgresql://pengjiang:口令@数据库主机/pengjiang。")
env.text("REDIS_URL", hint="例如 redis://缓存主机:6379/0。")
env.text("SITE_URL", hint="本系统对外的地址，印在文书的二维码里。")

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.flag("HTTPS", default=True)
SECURE_SSL_REDIRECT = env.flag("HTTPS", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31536000 if env.flag("HTTPS", default=True) else 0
