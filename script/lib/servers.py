"""The servers of script/up: those named in the environment, or private ones.

``.venv/bin/python -m script.lib.servers start`` (or ``stop``) runs them alone, for work with manage.py.
"""

from __future__ import annotations

import os
import sys

from pengjiang.settings import env
from script.lib.folders import check_space, own_folder
from script.lib.postgres import Cluster
from script.lib.redis_server import RedisServer
from script.lib.say import Refusal, run, say

DATABASE = "pengjiang"


class Servers:
    """Starts what no address in the environment names; stops what it started, or found running from an earlier start."""

    def __init__(self) -> None:
        self.cluster = None if os.environ.get("DATABASE_URL") else Cluster()
        redis = RedisServer(folder=env.VAR / "redis", socket_path=env.socket_folder() / "redis.sock")
        self.redis = None if os.environ.get("REDIS_URL") else redis

    def start(self) -> None:
        check_space()
        if self.cluster:
            self.cluster.start()
            self.cluster.make_database(DATABASE)
            say(f"数据库：PostgreSQL {self.cluster.binaries.major}，数据在 {self.cluster.data}")
        if self.redis:
            own_folder(env.socket_folder(), user=self.cluster.user.pw_uid if self.cluster else None)
            self.redis.start()

    def stop(self) -> None:
        if self.redis:
            self.redis.stop()
        if self.cluster:
            self.cluster.stop()


def main() -> None:
    if sys.argv[1:] not in (["start"], ["stop"]):
        raise Refusal("用法：python -m script.lib.servers start|stop")
    servers = Servers()
    servers.start() if sys.argv[1] == "start" else servers.stop()


if __name__ == "__main__":
    run(main)
