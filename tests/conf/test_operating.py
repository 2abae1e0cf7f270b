"""What operators rely on: health, routes with guards, a timetable safe to run twice, settings that refuse nonsense."""

import json
import os
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.utils.module_loading import import_string

from shishi.conf import env
from shishi.conf.routes import all_routes
from shishi.conf.schedule import JOBS
from shishi.jobs.actions import claim


def test_health_tells_what_operators_ask(client, db):
    assert client.get("/healthz").json()["status"] == "degraded"
    claim("w1")
    found = client.get("/healthz").json()
    assert found["status"] == "ok"
    assert set(found) == {"status", "version", "database", "worker", "disk_free_mb"}


def test_every_route_wears_a_guard():
    assert [route.path for route in all_routes() if not route.guard] == []


def test_routes_are_listed_as_json(capsys):
    call_command("routes", "--json")
    listed = {row["path"]: row for row in json.loads(capsys.readouterr().out)}
    assert listed["/sign-out/"]["methods"] == ["POST"]


@pytest.mark.parametrize("timed", JOBS, ids=lambda timed: timed.run)
def test_every_job_of_the_timetable_is_safe_to_run_twice(world, timed):
    run = import_string(timed.run)
    run()
    run()


@pytest.mark.parametrize(("name", "value"), [("SHISHI_DEBUG", "maybe"), ("SHISHI_TRUSTED_HOPS", "-1")])
def test_nonsense_is_refused_aloud(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit, match=name):
        env.flag(name) if name == "SHISHI_DEBUG" else env.number(name, 0)


def test_a_database_of_another_make_is_refused(tmp_path):
    with pytest.raises(SystemExit, match="SHISHI_DATABASE_URL"):
        env.database("mysql://x/y", tmp_path)


def test_a_secret_may_stand_in_a_file(tmp_path, monkeypatch):
    (tmp_path / "key").write_text("s3cret\n")
    monkeypatch.setenv("SHISHI_SECRET_KEY_FILE", str(tmp_path / "key"))
    assert env.text("SHISHI_SECRET_KEY") == "s3cret"


def settings_with(tmp_path, **variables):
    code = "from shishi.conf import settings; print(settings.DEBUG)"
    clean = {name: value for name, value in os.environ.items() if not name.startswith("SHISHI_")}
    variables |= {"SHISHI_VAR": str(tmp_path)}
    return subprocess.run([sys.executable, "-c", code], env=clean | variables, capture_output=True, text=True)


def test_nothing_is_laid_open_unless_somebody_asks_for_it(tmp_path):
    assert settings_with(tmp_path).stdout.strip() == "False"
    assert "SHISHI_SECRET_KEY" in settings_with(tmp_path, SHISHI_DEBUG="0").stderr
    with override_settings(DEBUG=True), pytest.raises(CommandError, match="broken page"):
        call_command("serve", host="0.0.0.0")
