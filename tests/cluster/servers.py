"""Real servers for the tests: Oxigraph's and Virtuoso's, each in a folder of its own, and a Spark cluster on loopback."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

VIRTUOSO_PORTS = "[Database]\nDatabaseFile = virtuoso.db\nErrorLogFile = virtuoso.log\nLockFile = virtuoso.lck\nTransactionFile = virtuoso.trx\nxa_persistent_file = virtuoso.pxa\n"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def find_oxigraph() -> str | None:
    beside = Path(sys.executable).parent / "oxigraph"
    return str(beside) if beside.is_file() else shutil.which("oxigraph")


def start_oxigraph(folder: Path) -> tuple[subprocess.Popen, str]:
    port = free_port()
    command = [find_oxigraph(), "serve", "--location", str(folder / "store"), "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    with open(folder / "oxigraph.log", "wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
    wait_for_port(port, process)
    return process, f"http://127.0.0.1:{port}"


def start_virtuoso(folder: Path) -> tuple[subprocess.Popen, str]:
    port = free_port()
    sections = (
        VIRTUOSO_PORTS,
        f"[Parameters]\nServerPort = 127.0.0.1:{free_port()}\nDirsAllowed = .\nNumberOfBuffers = 10000\nMaxDirtyBuffers = 6000\n",
        f"[HTTPServer]\nServerPort = 127.0.0.1:{port}\nServerThreads = 10\nMaxKeepAlives = 10\nKeepAliveTimeout = 10\nCharset = UTF-8\n",
        "[SPARQL]\nResultSetMaxRows = 100000\n",
    )
    (folder / "virtuoso.ini").write_text("".join(sections), encoding="ascii")
    with open(folder / "out.log", "wb") as log:
        process = subprocess.Popen(["virtuoso-t", "-f", "+configfile", "virtuoso.ini"], cwd=folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
    wait_for_port(port, process, 180)
    return process, f"http://127.0.0.1:{port}"


def wait_for_port(port: int, process: subprocess.Popen, seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        assert process.poll() is None, f"{process.args[0]} ended with {process.returncode}"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    process.kill()
    raise AssertionError(f"{process.args[0]} does not listen")


class Cluster:
    """A Spark master and two workers of one core each."""

    def __init__(self, folder: Path):
        import pyspark

        home = Path(pyspark.__file__).parent
        root = Path(__file__).resolve().parent.parent.parent
        self.folder, self.processes = folder, []
        self.environment = {
            **os.environ, "SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable,
            "PYTHONPATH": str(root), "SPARK_DAEMON_MEMORY": "256m", "SPARK_DAEMON_JAVA_OPTS": "-XX:TieredStopAtLevel=1",
        }  # fmt: skip
        start = [str(home / "bin" / "spark-class"), "org.apache.spark.deploy"]
        port = free_port()
        self.master = f"spark://127.0.0.1:{port}"
        master = self._start("master", [start[0], start[1] + ".master.Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", "0"])
        wait_for_port(port, master, 180)
        for number in (1, 2):
            work = ["--cores", "1", "--memory", "1g", "--webui-port", "0", "--work-dir", str(folder / f"work{number}")]
            self._start(f"worker{number}", [start[0], start[1] + ".worker.Worker", "--host", "127.0.0.1", *work, self.master])
        end = time.monotonic() + 180
        while (folder / "master.log").read_text(errors="replace").count("Registering worker") < 2:
            assert time.monotonic() < end, "the workers do not register"
            time.sleep(0.1)

    def _start(self, name: str, command: list[str]) -> subprocess.Popen:
        with open(self.folder / f"{name}.log", "wb") as log:
            process = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        self.processes.append(process)
        return process

    def executors(self) -> list[int]:
        """Process ids of the executors that our workers started."""
        found = []
        for folder in Path("/proc").iterdir():
            try:
                words = (folder / "cmdline").read_bytes()
            except OSError:
                continue
            if folder.name.isdecimal() and b"CoarseGrainedExecutorBackend" in words and self._is_ours(int(folder.name)):
                found.append(int(folder.name))
        return found

    def _is_ours(self, pid: int) -> bool:
        ours = {process.pid for process in self.processes}
        while pid > 1:
            if pid in ours:
                return True
            try:
                pid = int(re.search(rb"\) \S (\d+)", Path(f"/proc/{pid}/stat").read_bytes())[1])
            except (OSError, TypeError):
                return False
        return False

    def stop(self) -> None:
        for process in reversed(self.processes):
            process.terminate()
        for process in self.processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
