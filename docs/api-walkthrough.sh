#!/usr/bin/env bash
# 数据接口走一遍：镇街平台凭令牌登记、提交一条线索移送，再查它办到了哪里。
#
#   SITE=https://检镇平台 TOKEN=pj_… DOSSIER=案卷编号 docs/api-walkthrough.sh
set -euo pipefail
: "${SITE:?请设 SITE，例如 https://10.12.3.4}" "${TOKEN:?请设 TOKEN，由系统管理员签发}" "${DOSSIER:?请设 DOSSIER，本镇一件执法案卷的编号}"

# 出错时打印应答（application/problem+json）并停下。
call() { curl --silent --show-error --fail-with-body -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" "$@"; }
# 取 JSON 中的一项：pick results 0 id
pick() { python3 -c 'import functools, json, sys; print(functools.reduce(lambda at, key: at[int(key) if key.isdigit() else key], sys.argv[1:], json.load(sys.stdin)))' "$@"; }

echo "一、我是谁"
call "$SITE/api/v1/account/" | pick person name

echo "二、新线索要填什么"
call "$SITE/api/v1/cases/transfers/new/" | pick title

echo "三、登记线索（同一 Idempotency-Key 重复提交只登记一次）"
KEY=$(python3 -c 'import uuid; print(uuid.uuid4())')
BODY='{"title": "占道经营处罚案听证告知问题", "problem": "procedure", "reason": "责令停产停业前未告知听证权利。", "dossiers": ['$DOSSIER']}'
CLUE=$(call -H "Idempotency-Key: $KEY" -d "$BODY" "$SITE/api/v1/cases/transfers/" | pick object id)
AGAIN=$(call -H "Idempotency-Key: $KEY" -d "$BODY" "$SITE/api/v1/cases/transfers/" | pick object id)
[ "$CLUE" = "$AGAIN" ] && echo "线索 $CLUE"

echo "四、按所读的版本提交；其间有人改动则答 412"
ETAG=$(call --output /dev/null --dump-header - "$SITE/api/v1/cases/transfers/$CLUE/" | tr -d '\r' | sed -n 's/^[Ee][Tt]ag: //p')
call -H "If-Match: $ETAG" -d '{}' "$SITE/api/v1/cases/transfers/$CLUE/submit/" | pick message

echo "五、办到了哪里"
call "$SITE/api/v1/cases/transfers/$CLUE/?fields=state_label" | pick state_label

echo "六、已提交的不能再提交：409，并说明还能办什么"
curl --silent -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" -d '{}' "$SITE/api/v1/cases/transfers/$CLUE/submit/" | pick detail
