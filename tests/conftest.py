"""Fixtures of the whole suite; what they stand on is in tests/support."""

from __future__ import annotations

import os
import re
import shutil
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import TransactionTestCase
from hypothesis import settings as hypothesis_settings

from pengjiang.settings import env
from tests.support import browser
from tests.support.databases import Databases
from tests.support.queries import assert_constant_queries
from tests.support.travel import travel_to
from tests.support.worker import Worker

# Playwright's loop runs in the thread in which a browser test also looks into the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# The same examples on every run, and none refused because the machine was busy: a failure is the code's, and comes again.
hypothesis_settings.register_profile("suite", derandomize=True, deadline=None)
hypothesis_settings.load_profile("suite")


LONG = ("tests/meta/test_pages", "tests/scenarios/", "tests/demo/")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """What takes long begins first, so that no process ends long before the other; otherwise in the order of the draw."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    """Instead of pytest-django's: a clone of the migrated template, and a new one after each test that commits."""
    with django_db_blocker.unblock():
        databases = Databases()
    # Django would TRUNCATE here, which the audit trail's trigger refuses, as it should.
    TransactionTestCase._fixture_teardown = lambda _test: databases.renew()
    yield
    with django_db_blocker.unblock():
        databases.close()


@pytest.fixture(scope="session", autouse=True)
def _files():
    """The folder of uploads and papers goes with the run."""
    yield
    shutil.rmtree(django_settings.MEDIA_ROOT, ignore_errors=True)


@pytest.fixture(scope="session")
def _redis_server():
    from script.lib.redis_server import RedisServer  # noqa: PLC0415 — only where a test asks for it

    folder = env.VAR / "test" / "redis" / django_settings.TEST_PROCESS
    server = RedisServer(folder=folder, socket_path=env.socket_folder("test") / f"{django_settings.TEST_PROCESS}.sock")
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def redis(_redis_server, django_db_setup):
    """A running, empty Redis of this process; a test may ``stop()``, ``kill()`` and ``start()`` it."""
    _redis_server.start()
    _redis_server.flush()
    yield _redis_server
    _redis_server.start()


@pytest.fixture
def district():
    """Organisations, people, number schemes, through the services; see tests.factories. The test asks for the database itself."""
    from tests.factories import District  # noqa: PLC0415 — models may be imported once Django is set up

    return District.build()


@pytest.fixture
def today():
    """The clock of this thread stands at nine in the morning of ``factories.TODAY``."""
    from pengjiang.common import clock  # noqa: PLC0415 — as above
    from tests.factories import TODAY  # noqa: PLC0415 — as above

    with clock.at(TODAY):
        yield TODAY


@pytest.fixture
def idle_worker(request, transactional_db, redis):
    """A worker that the test itself starts, on the day it needs: each start takes seconds."""
    worker = Worker(log=browser.ARTEFACTS / f"{_file_name(request.node)}.worker.log")
    worker.log.unlink(missing_ok=True)
    yield worker
    worker.kill()


@pytest.fixture
def worker(idle_worker):
    """A real Celery worker with the periodic tasks; a test may ``kill()``, ``stop()``, ``start(at=…)`` and ``restart(at=…)`` it."""
    idle_worker.start()
    return idle_worker


@pytest.fixture
def live(transactional_db, redis, live_server):
    """The address of a real server on the database of this test."""
    return live_server.url


@pytest.fixture
def travel():
    """``travel(date(2026, 2, 16))`` sets the clock of this process, live server included; what was set last holds."""
    journeys = []

    def to(moment, *, tick=True):
        while journeys:
            journeys.pop().stop()
        journey = travel_to(moment, tick=tick)
        journeys.append(journey)
        return journey.start()

    yield to
    while journeys:
        journeys.pop().stop()


@pytest.fixture
def constant_queries(client):
    """``constant_queries(url, make_rows)``: see tests.support.queries; the client is the test's own."""
    return partial(assert_constant_queries, client)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return browser_type_launch_args | browser.launch_arguments()


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return browser_context_args | browser.context_arguments()


@pytest.fixture
def shot(request):
    """``shot(page, "送达")`` keeps a picture in ``var/artefacts/<test>/``."""
    folder = _file_name(request.node)
    shutil.rmtree(browser.ARTEFACTS / folder, ignore_errors=True)

    def take(page, name: str) -> Path:
        return browser.shot(page, f"{folder}/{name}")

    return take


def _file_name(node) -> str:
    path = Path(node.nodeid.split("::")[0]).with_suffix("").as_posix().removeprefix("tests/")
    return re.sub(r"[^\w./-]+", "-", f"{path}-{node.name}").strip("-")
