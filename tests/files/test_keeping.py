"""Files are looked at, kept and served; what is not what it says is refused."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shishi.files import actions, queries
from shishi.files.models import File
from shishi.files.serving import serve
from shishi.lib.refusal import Refused
from shishi.rules.authority import HOUSE
from tests.files import made

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path) -> None:
    settings.FILES_ROOT = tmp_path / "files"


def kept(name: str, content: bytes) -> File:
    return actions.keep(SimpleUploadedFile(name, content), HOUSE)


HONEST = [
    ("验收单.pdf", made.PDF),
    ("方案.docx", made.package("[Content_Types].xml", "word/document.xml")),
    ("清单.xlsx", made.package("[Content_Types].xml", "xl/workbook.xml")),
    ("公文.ofd", made.package("OFD.xml", "Doc_0/Document.xml")),
    ("旧文.doc", made.OLD_DOC),
    ("名册.csv", "姓名,村\n张三,凤形村\n".encode("gb18030")),
    ("现场.JPG", made.jpeg()),
    ("现场.png", made.png()),
]


@pytest.mark.parametrize(("name", "content"), HONEST)
def test_an_honest_file_is_kept_under_a_name_nobody_can_guess(name, content) -> None:
    file = kept(name, content)
    path = queries.path_of(file)
    assert file.name == name
    assert name not in str(path)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == file.sha256
    assert path.stat().st_size == file.size
    assert not list(path.parent.glob(".new-*"))


HOSTILE = [
    ("run.exe", made.EXE),
    ("page.html", made.HTML),
    ("drawing.svg", b"<svg onload='alert(1)'/>"),
    ("无扩展名", made.PDF),
    ("a.pdf", made.EXE),
    ("a.pdf", b"%PDF-1.7 cut off"),
    ("a.png", made.png()[:-10]),
    ("a.png", made.png(width=100_000, height=100_000)),
    ("a.jpg", made.HTML),
    ("a.jpg", made.jpeg()[:60]),
    ("a.jpg", made.jpeg(width=0)),
    ("a.docx", made.package("xl/workbook.xml")),
    ("a.docx", made.package("word/document.xml", "word/vbaProject.bin")),
    ("a.docx", made.package("word/document.xml", content=b"\0" * 12_000_000)),
    ("a.xlsx", made.package("xl/workbook.xml")[:-30]),
    ("a.doc", made.HTML),
    ("a.txt", b"text\0binary"),
    ("a.txt", b"\x81"),
    ("empty.pdf", b""),
    ("a.pdf\x00.html", made.HTML),
]


@pytest.mark.parametrize(("name", "content"), HOSTILE)
def test_a_file_that_is_not_what_it_says_is_refused_and_leaves_nothing(name, content, settings) -> None:
    with pytest.raises(Refused) as refusal:
        kept(name, content)
    assert refusal.value.sentence
    assert not File.objects.exists()
    assert not [p for p in Path(settings.FILES_ROOT).rglob("*") if p.is_file()]


def test_a_file_too_large_is_refused(settings) -> None:
    settings.MAX_UPLOAD_MB = 1
    with pytest.raises(Refused, match="最多 1 MB"):
        kept("a.pdf", made.PDF + b"\0" * 1024 * 1024)


@pytest.mark.parametrize(
    ("typed", "kept_as"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("con.pdf", "_con.pdf"),
        ("报告\u202efdp.pdf", "报告fdp.pdf"),
        ('a";filename=evil.pdf', "a_;filename=evil.pdf"),
    ],
)
def test_a_hostile_name_becomes_a_harmless_one(typed, kept_as) -> None:
    assert kept(typed, made.PDF).name == kept_as


def test_a_photograph_loses_its_place_and_keeps_its_time_and_its_way_up() -> None:
    file = kept("现场.jpg", made.jpeg(up=6, tail=made.HTML))
    content = queries.read(file)
    assert made.SECRET_PLACE not in content
    assert b"<script>" not in content
    assert content.endswith(b"\xff\xd9")
    assert b"\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06" in content
    assert file.taken_at.isoformat() == "2023-08-15T10:20:30+08:00"
    assert made.SECRET_PLACE not in queries.read(kept("a.png", made.png()))


def test_it_is_served_as_a_download_that_cannot_run() -> None:
    answer = serve(kept("验收 单.pdf", made.PDF + made.HTML + b"%%EOF"))
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in answer["Cache-Control"]
    assert b"".join(answer.streaming_content).startswith(b"%PDF")


def test_a_file_changed_on_the_disk_is_never_served() -> None:
    file = kept("a.pdf", made.PDF)
    queries.path_of(file).write_bytes(made.PDF + b" ")
    with pytest.raises(Refused, match="已损坏"):
        serve(file)
    assert queries.damaged() == [file]


def test_the_same_photograph_handed_in_twice_is_noticed(django_assert_num_queries) -> None:
    first, second, other = kept("甲.jpg", made.jpeg()), kept("乙.jpg", made.jpeg()), kept("丙.png", made.png())
    with django_assert_num_queries(2):
        found = queries.reused([second.pk, other.pk])
    assert [twin.id for twin in found[second.pk]] == [first.pk]
    assert other.pk not in found


def test_bytes_nobody_speaks_of_are_swept_after_a_day() -> None:
    file = kept("a.pdf", made.PDF)
    orphan = queries.path_of(file).with_name("orphan")
    orphan.write_bytes(b"x")
    assert actions.sweep_orphans() == 0
    for path in (orphan, queries.path_of(file)):
        os.utime(path, (0, 0))
    assert (actions.sweep_orphans(), actions.sweep_orphans()) == (1, 0)
    assert queries.path_of(file).exists()
