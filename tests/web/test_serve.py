"""policykg serve as a process: it says where it is, answers there, refuses another host, and makes a missing index."""

import os
import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def start(*arguments, **environment):
    command = [sys.executable, "cli.py", "serve", *arguments]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True, encoding="utf-8", env={**os.environ, **environment})


def test_it_says_where_it_is_and_answers_there(workspace, tmp_path):
    shutil.copytree(workspace, tmp_path / "w")
    (tmp_path / "w" / "search.sqlite").unlink()
    with start("--workspace", str(tmp_path / "w"), "--port", "0") as process:
        try:
            said = [process.stderr.readline(), process.stderr.readline()]
            assert "making the search index" in said[0]
            address = re.search(r"http://127\.0\.0\.1:\d+/", said[1])[0]
            with urllib.request.urlopen(address, timeout=30) as answer:
                assert "政策文件知识图谱" in answer.read().decode("utf-8")
            with pytest.raises(urllib.error.HTTPError, match="421"):
                urllib.request.urlopen(urllib.request.Request(address, headers={"Host": "evil.example"}), timeout=30)
        finally:
            process.terminate()
            process.wait(20)
    assert (tmp_path / "w" / "search.sqlite").is_file() and process.stdout.closed


@pytest.mark.parametrize(("arguments", "code", "words"), [(("--host", "0.0.0.0"), 2, "give a token"), (("--workspace", "none"), 1, "no workspace at none"), (("--port", "70000"), 2, "70000"),
                                                      (("--cors", "*"), 2, "no origin"), (("--token-file", "README.md"), 2, "at least 16"), (("--max-memory", "1MB"), 2, "300 MB")])  # fmt: skip
def test_what_cannot_be_served_is_said(arguments, code, words):
    with start(*arguments) as process:
        assert process.wait(60) == code and words in process.stderr.read()


def test_a_port_that_is_taken_is_said(workspace):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with start("--workspace", str(workspace), "--port", str(taken.getsockname()[1])) as process:
            assert process.wait(60) == 1 and "cannot be used" in process.stderr.read()


@pytest.mark.parametrize("way", ["file", "environment"])
def test_other_machines_ask_with_the_token_and_no_log_has_it(workspace, tmp_path, way):
    token = "correct-horse-battery-staple"
    (tmp_path / "token").write_text(token + "\n", encoding="utf-8")
    given = ("--token-file", str(tmp_path / "token")) if way == "file" else ()
    environment = {} if way == "file" else {"POLICYKG_TOKEN": token}
    with start("--workspace", str(workspace), "--port", "0", "--host", "0.0.0.0", "--verbose", "--log-file", str(tmp_path / "log"), *given, **environment) as process:
        try:
            port = re.search(r"http://0\.0\.0\.0:(\d+)/", process.stderr.readline())[1]
            address = f"http://127.0.0.1:{port}/"
            with pytest.raises(urllib.error.HTTPError, match="401"):
                urllib.request.urlopen(address, timeout=30)
            for wrong in ("wrong", token[:-1]):
                with pytest.raises(urllib.error.HTTPError, match="401"):
                    urllib.request.urlopen(urllib.request.Request(address, headers={"Authorization": f"Bearer {wrong}"}), timeout=30)
            with urllib.request.urlopen(urllib.request.Request(address, headers={"Authorization": f"Bearer {token}"}), timeout=30) as answer:
                assert "政策文件知识图谱" in answer.read().decode("utf-8")
        finally:
            process.terminate()
            process.wait(20)
        said = process.stderr.read() + process.stdout.read() + (tmp_path / "log").read_text(encoding="utf-8")
        assert token not in said and "Traceback" not in said
