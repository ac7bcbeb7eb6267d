"""Full, write-protected and damaged disks: a clear page, no half state, and all is well once the disk is."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from disposable import run

from unknot.web.trouble import Trouble, trouble_behind

# SQLite gives up the whole transaction when a page cannot be had, exactly as when the disk has no room for it.
FULL = """
before = state()
with connection.cursor() as cursor:
    pages = cursor.execute("PRAGMA page_count").fetchone()[0]
    cursor.execute(f"PRAGMA max_page_count = {pages}")
for _ in range(400):
    answer = write(note="x" * 1900)
    if answer.status_code != 302:
        break
full = state()
with connection.cursor() as cursor:
    cursor.execute("PRAGMA max_page_count = 1073741823")
    whole = cursor.execute("PRAGMA integrity_check").fetchone()[0]
say(status=answer.status_code, text=answer.content.decode(), before=before, full=full, again=write().status_code,
    after=state(), whole=whole)
"""
READ_ONLY = """
before = state()
with connection.cursor() as cursor:
    cursor.execute("PRAGMA query_only = ON")
answer = write()
with connection.cursor() as cursor:
    cursor.execute("PRAGMA query_only = OFF")
say(status=answer.status_code, text=answer.content.decode(), before=before, after=state(), again=write().status_code)
"""
REAL_FULL = """
import pathlib
before = state()
filler = pathlib.Path(os.environ["UNKNOT_HOME"]) / "filler"
with filler.open("wb", buffering=0) as file:
    try:
        while True:
            file.write(b"x" * 4096)
    except OSError:
        pass
statuses, text = [], ""
for _ in range(60):
    answer = write(note="x" * 1900)
    statuses.append(answer.status_code)
    text = answer.content.decode() if answer.status_code != 302 else text
full = state()
acknowledged = statuses.count(302)
filler.unlink()
with connection.cursor() as cursor:
    whole = cursor.execute("PRAGMA integrity_check").fetchone()[0]
say(statuses=sorted(set(statuses)), text=text, before=before, full=full, acknowledged=acknowledged,
    again=write().status_code, whole=whole)
"""
REALLY_READ_ONLY = """
import subprocess
from unknot.errors import UnknotError
from unknot.web.backups.make import back_up
home = os.environ["UNKNOT_HOME"]
before = state()

def remount(how):
    connection.close()
    subprocess.run(["mount", "-o", f"remount,{how}", home], check=True)

remount("ro")
answers = [write_blindly(), phone.get("/diary/"), phone.get("/health/")]
try:
    back_up()
    problem = ""
except UnknotError as error:
    problem = str(error)
remount("rw")
say(statuses=[answer.status_code for answer in answers], text=answers[0].content.decode(), problem=problem,
    before=before, after=state(), again=write().status_code)
"""
FULL_FOR_BACKUPS = """
import pathlib
from unknot.errors import UnknotError
from unknot.web.backups.make import back_up
from unknot.web.backups.restore import Asked, restore
from unknot.web.backups.shelf import all_kept, shelf
home = pathlib.Path(os.environ["UNKNOT_HOME"])
kept = back_up()
before, filler = state(), home / "filler"

def fill():
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            pass

fill()
problems = []
for attempt in (back_up, lambda: (connection.close(), restore(kept.path, Asked(None, None)))):
    try:
        attempt()
        problems.append("")
    except UnknotError as error:
        problems.append(str(error))
left = sorted(path.name for path in [*shelf().iterdir(), *home.iterdir()] if path.name.startswith(".work")
              or path.suffix in (".new", ".restored"))
filler.unlink()
say(problems=problems, left=left, kept=len(all_kept()), before=before, after=state(), again=back_up().rows > 0)
"""


@pytest.fixture
def small_disk(tmp_path):
    """A practice on a small disk of its own: its folder, what is done there, and the command that goes there."""

    def of_size(megabytes: int, code: str):
        small = tmp_path / "small"
        small.mkdir()
        mount = f'mount -t tmpfs -o size={megabytes}m tmpfs {small} && exec "$0" "$@"'
        within = ("unshare", "-rm", "sh", "-c", mount)
        if shutil.which("unshare") is None or subprocess.run([*within, "true"], capture_output=True).returncode:
            pytest.skip("a disk of its own needs `unshare` and the right to mount: Linux, as root or in user spaces")
        return small, code, within

    return of_size


def test_a_full_disk_is_said_and_leaves_no_half_state(tmp_path):
    said = run(tmp_path, FULL)
    assert said["status"] == 503
    assert "The disk is full" in said["text"]
    assert "Nothing was changed" in said["text"]
    # Each entry has its line in the log: one without the other would be half a state.
    assert said["full"][0] - said["before"][0] == said["full"][1] - said["before"][1]
    assert (said["again"], said["whole"], said["after"][2]) == (302, "ok", None)
    assert said["after"][0] == said["full"][0] + 1


def test_a_write_protected_disk_is_said_and_changes_nothing(tmp_path):
    said = run(tmp_path, READ_ONLY)
    assert said["status"] == 503
    assert "write-protected" in said["text"]
    assert said["before"] == said["after"]
    assert said["again"] == 302


@pytest.mark.slow
def test_a_disk_that_is_really_full_loses_nothing_that_was_acknowledged(small_disk):
    said = run(*small_disk(4, REAL_FULL))
    assert set(said["statuses"]) <= {302, 503}
    assert 503 in said["statuses"]
    assert "Nothing was changed" in said["text"]
    assert said["full"][0] - said["before"][0] == said["acknowledged"]
    assert said["full"][1] - said["before"][1] == said["acknowledged"]
    assert (said["again"], said["whole"], said["full"][2]) == (302, "ok", None)


@pytest.mark.slow
def test_a_disk_that_is_really_write_protected_is_said_and_changes_nothing(small_disk):
    said = run(*small_disk(16, REALLY_READ_ONLY))
    assert said["statuses"][0] == 503
    assert set(said["statuses"][1:]) <= {200, 503}
    assert "write-protected" in said["text"]
    assert "could not be made" in said["problem"]
    assert said["before"] == said["after"]
    assert said["again"] == 302


@pytest.mark.slow
def test_a_full_disk_makes_no_half_backup_and_no_half_restore(small_disk):
    said = run(*small_disk(6, FULL_FOR_BACKUPS))
    assert "could not be made" in said["problems"][0]
    assert "could not be restored" in said["problems"][1]
    assert (said["left"], said["kept"], said["again"]) == ([], 1, True)
    assert said["before"] == said["after"]


def test_what_the_disk_complains_about_is_found_behind_other_errors():
    def behind(cause: Exception) -> Exception:
        try:
            raise ValueError("a page") from cause
        except ValueError as error:
            return error

    assert trouble_behind(behind(OSError(28, "No space left on device"))) is Trouble.FULL
    assert trouble_behind(behind(RuntimeError("attempt to write a readonly database"))) is Trouble.READ_ONLY
    assert trouble_behind(behind(RuntimeError("database is locked"))) is Trouble.BUSY
    assert trouble_behind(behind(RuntimeError("disk I/O error"))) is Trouble.DISK
    assert trouble_behind(ValueError("no such thing")) is None
    assert trouble_behind(None) is None
