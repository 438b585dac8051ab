# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Which PostgreSQL server is used."""

import os

import pytest

from devtools import postgres
from devtools.postgres_private import listening
from devtools.postgres_programs import CLIENTS, SERVERS, newest


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("1|odoo|170002\n", None),
        ("1|odoo|130000\n", None),
        ("1|postgres|170002\n", "Odoo refuses the role postgres"),
        ("0|reader|170002\n", "the role reader may not create databases"),
        ("1|odoo|120017\n", "it is older than version 13"),
    ],
)
def test_a_server_is_judged(answer, reason):
    assert postgres.judge(answer) == reason


def test_a_database_url_is_split_for_programs_that_do_not_read_it():
    url = "postgresql://an%40odoo:s%2Fecret@db.example:5433/ignored"
    assert postgres.connection_variables({"DATABASE_URL": url}) == {
        "PGHOST": "db.example",
        "PGPORT": "5433",
        "PGUSER": "an@odoo",
        "PGPASSWORD": "s/ecret",
    }


def test_a_database_url_may_name_a_local_socket():
    url = "postgresql://odoo@/any?host=/run/pg&sslmode=disable"
    assert postgres.connection_variables({"DATABASE_URL": url}) == {
        "PGHOST": "/run/pg",
        "PGUSER": "odoo",
    }


def test_without_a_database_url_the_environment_stays():
    assert postgres.connection_variables({"PGHOST": "db.example"}) == {}


def test_a_password_is_never_printed():
    server = postgres.Server({"PGPASSWORD": "s3cret"}, None)
    assert "s3cret" not in repr(server)


def programs(folder, version, names=CLIENTS + SERVERS):
    path = folder / version / "bin"
    path.mkdir(parents=True)
    for name in names:
        (path / name).touch()
    return path


def test_the_newest_complete_version_is_taken(tmp_path):
    programs(tmp_path, "9")
    wanted = programs(tmp_path, "15")
    programs(tmp_path, "17", names=CLIENTS)
    assert newest(tmp_path) == wanted


def test_no_version_is_none(tmp_path):
    assert newest(tmp_path) is None


def test_a_dead_server_is_not_taken_for_a_running_one(tmp_path):
    lines = ["999999999", str(tmp_path), "0", "5432", str(tmp_path), "", "0 0", "ready"]
    (tmp_path / "postmaster.pid").write_text("\n".join(lines))
    assert listening(tmp_path) is None


def test_another_program_with_the_old_number_is_no_server(tmp_path):
    lines = [str(os.getpid()), str(tmp_path), "0", "5432", str(tmp_path), "", "0 0", "ready"]
    (tmp_path / "postmaster.pid").write_text("\n".join(lines))
    assert listening(tmp_path) is None
