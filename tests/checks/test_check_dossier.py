"""``manage.py check_dossier``: shapes, exit codes, streaming; in a process of its own where that is what is promised."""

import gc
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from pengjiang.checks.runner import Report
from tests.checks.lawful import GENERAL, LAWFUL, SUMMARY, change

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = {
    "format": "dossier/1",
    "number": "蓬杜当罚〔2026〕7号",
    "body": "duruan",
    "file_type": "P_SUM",
    "field": "urban",
    "case": {
        "violation_from": "2026-03-02",
        "violation_to": "2026-03-02",
        "discovered_at": "2026-03-02T09:10",
        "violation_place": "杜阮镇江杜中路12号门前",
        "inside_area": True,
    },
    "parties": [{"type": "person", "name": "李某", "id_no": "440703198001011234"}],
    "officers": [{"name": "甲", "cert_no": "19070300001", "role": "officer"}, {"name": "乙", "cert_no": "19070300002", "role": "officer"}],
    "decision": {
        "dated_on": "2026-03-05",
        "decided_at": "2026-03-05T15:00",
        "place": "镇综合行政执法办公室",
        "penalties": ["fine"],
        "fine": 100,
        "correction_ordered": True,
        "remedy": {"reconsider_organ": "蓬江区人民政府", "reconsider_days": 60, "mode": "choice"},
    },
}


def run(*arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    """Without any variable of the environment but the path."""
    command = [sys.executable, str(ROOT / "manage.py"), "check_dossier", *arguments]
    return subprocess.run(command, input=text, capture_output=True, encoding="utf-8", env={"PATH": os.environ["PATH"]}, check=False, cwd=ROOT)


def called(path: Path, *arguments: str) -> tuple[str, int]:
    out = io.StringIO()
    try:
        call_command("check_dossier", str(path), "--on", "2026-09-01", *arguments, stdout=out)
    except SystemExit as error:
        return out.getvalue(), error.code
    return out.getvalue(), 0


@pytest.fixture
def write(tmp_path):
    def write(*values: object) -> Path:
        path = tmp_path / "dossiers.ndjson"
        path.write_text("\n".join(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False) for value in values), "utf-8")
        return path

    return write


def test_the_example_of_the_format_needs_no_environment():
    done = run("-", "--on", "2026-09-01", text=json.dumps(EXAMPLE))

    report = json.loads(done.stdout)
    outcomes = {found["rule"]: found["outcome"] for found in report["results"]}
    assert done.returncode == 0
    assert list(report) == ["number", "rulebook", "results", "summary"]
    assert report["number"] == "蓬杜当罚〔2026〕7号"
    assert len(report["results"]) == 176
    assert (outcomes["CX18"], outcomes["JJ05"]) == ("fail", "fail")
    assert {outcomes[code] for code in ("CX01", "CX06", "CX09", "CX13", "CX23", "CX24", "QX01", "WS02")} == {"not_applicable"}
    assert sum(report["summary"].values()) == 176


def test_a_result_has_its_six_keys(write):
    out, code = called(write(EXAMPLE))

    found = next(found for found in json.loads(out)["results"] if found["rule"] == "CX18")
    assert code == 0
    assert list(found) == ["rule", "outcome", "severity", "message", "citations", "facts"]
    assert found["severity"] == "serious"
    assert found["citations"] == ["《中华人民共和国行政处罚法》第五十一条", "《中华人民共和国行政处罚法》第五十二条第一款"]
    assert found["facts"]["/case/discovered_at"] == "2026-03-02T09:10"
    assert "相隔3日（3个工作日）" in found["message"]


def test_bad_input_exits_with_two_and_a_list(write):
    out, code = called(write('{"format": "dossier/1", "number": "1", "body": "duruan", "file_type": "P_GEN", "case": {"filed_on": "2026-02-30"}, "x": 1}'))

    assert code == 2
    assert [problem["pointer"] for problem in json.loads(out)] == ["/case/filed_on", "/x"]


def test_a_missing_file_is_said(tmp_path):
    out, code = called(tmp_path / "没有这个文件.json")

    assert code == 2
    assert "无法读取文件" in json.loads(out)[0]["error"]


def test_a_bad_day_is_refused():
    assert run("-", "--on", "2026-02-30", text="{}").returncode == 2


def test_lines_are_answered_in_order_and_bad_ones_named(write):
    out, code = called(write(GENERAL, "{不是JSON", "", change(SUMMARY, number=""), SUMMARY), "--ndjson")

    first, second, third, fourth = (json.loads(line) for line in out.splitlines())
    assert code == 1
    assert first["number"] == GENERAL["number"]
    assert second["line"] == 2
    assert second["errors"][0]["pointer"] == ""
    assert third == {"line": 4, "errors": [{"pointer": "/number", "error": "不能为空。"}]}
    assert fourth["number"] == SUMMARY["number"]


def test_lines_leave_out_what_does_not_apply(write):
    short, code = called(write(GENERAL), "--ndjson")
    full, _ = called(write(GENERAL), "--ndjson", "--full")

    results = json.loads(short)["results"]
    assert code == 0
    assert "not_applicable" not in {found["outcome"] for found in results}
    assert {tuple(found) for found in results if found["outcome"] == "pass"} == {("rule", "outcome")}
    assert json.loads(short)["summary"] == json.loads(full)["summary"]
    assert len(json.loads(full)["results"]) == 176


def test_together_answers_the_rules_across_files(write):
    twice = change(GENERAL, number="蓬杜罚〔2026〕99号")

    out, code = called(write(GENERAL, "坏行", twice), "--ndjson", "--together")

    lines = [json.loads(line) for line in out.splitlines()]
    outcomes = [{found["rule"]: found["outcome"] for found in line["results"]} for line in lines if "results" in line]
    assert code == 1
    assert [line["FL06"] for line in outcomes] == ["fail", "fail"]


def test_together_reads_a_pipe_twice():
    lines = "\n".join(json.dumps(change(GENERAL, number=f"蓬杜罚〔2026〕{number}号"), ensure_ascii=False) for number in (1, 2))

    done = run("-", "--ndjson", "--together", "--on", "2026-09-01", text=lines)

    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 2


def test_lines_stream_before_the_input_ends():
    command = [sys.executable, str(ROOT / "manage.py"), "check_dossier", "--ndjson", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT, encoding="utf-8") as process:
        process.stdin.write(json.dumps(GENERAL, ensure_ascii=False) + "\n")
        process.stdin.flush()
        first = json.loads(process.stdout.readline())
        process.stdin.close()

    assert first["number"] == GENERAL["number"]


@pytest.mark.parametrize("name", LAWFUL)
def test_every_lawful_file_through_the_command(name, write):
    out, code = called(write(LAWFUL[name]))

    assert (code, json.loads(out)["summary"]["fail"]) == (0, 0)


class Watched(io.StringIO):
    """Counts, every few lines written, how many reports are alive."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = 0
        self.alive: list[int] = []

    def write(self, text: str) -> int:
        self.lines += 1
        if self.lines % 40 == 0:
            self.alive.append(reports_alive())
        return super().write(text)


def reports_alive() -> int:
    gc.collect()
    return sum(type(thing) is Report for thing in gc.get_objects())


def test_a_run_keeps_nothing_of_the_files_it_has_answered(write):
    path = write(*(change(dossier, number=f"蓬杜罚〔2026〕{number}号") for number, dossier in enumerate([*LAWFUL.values()] * 20, start=1)))
    before, out = reports_alive(), Watched()

    call_command("check_dossier", str(path), "--ndjson", "--on", "2026-09-01", stdout=out)

    assert len(out.alive) == 4
    assert max(out.alive) <= before + 1
