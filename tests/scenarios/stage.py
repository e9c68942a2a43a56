"""Where a scenario begins when its first acts are not what it is about: the demo district's people, walked there by the services."""

from __future__ import annotations

import time
from collections.abc import Callable

from pengjiang.accounts.models import Organisation, User
from tests import factories as f
from tests.scenarios import journey as j

POSTS = {
    "officer": j.OFFICER,
    "town_head": j.TOWN_HEAD,
    "manager": j.MANAGER,
    "other_manager": "anguan2",
    "head": j.HEAD,
    "procurator": j.PROCURATOR,
    "assistant": "zhuli1",
    "policy": j.POLICY,
    "deputy": j.DEPUTY,
    "secretary": "jianweiban",
    "chief": j.CHIEF,
    "clerk": j.CLERK,
    "bureau_clerk": j.BUREAU_CLERK,
}


def demo_district() -> f.District:
    """The demo district as ``tests.factories`` wants it: its functions walk a matter on, and the pages take its people's sign-ins."""
    j.seed_offices()
    people = User.objects.in_bulk(POSTS.values(), field_name="username")
    return f.District({body.code: body for body in Organisation.objects.all()}, {post: people[name] for post, name in POSTS.items()})


def wait_until(done: Callable[[], object], *, within: float = 60, telling: Callable[[], object] = str) -> None:
    """Wait for what a worker does; ``telling`` says how far it came."""
    end = time.monotonic() + within
    while not done():
        assert time.monotonic() < end, telling()
        time.sleep(0.05)
