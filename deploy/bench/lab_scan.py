"""A lab and scans of it, for the benches and checks beside this file. Standard library only."""

import json
import os
import pathlib
import subprocess
import sys
import time

HOME = pathlib.Path(__file__).resolve().parents[2]
CENSUS = str(HOME / "census")


def built():
    """Builds once, so that what is measured later is no build."""
    subprocess.run([CENSUS, "status", "--help"], check=True, stdout=subprocess.DEVNULL)
    os.environ["CENSUS_NO_BUILD"] = "1"


class Lab:
    """The laptop Internet for a list, until the end of the with block."""

    def __init__(self, domains, work, seed=1):
        self.truth = work / "truth.json"
        self.contacts = work / "contacts.jsonl"
        command = [CENSUS, "lab", "--domains", str(domains), "--seed", str(seed), "--truth", str(self.truth)]
        command += ["--contacts", str(self.contacts)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line:
            sys.exit("the lab did not start; its words are above")
        self.ready = json.loads(line)

    def scan_options(self):
        return [
            "--lab",
            "--resolver", self.ready["resolver"],
            "--port", str(self.ready["smtp_port"]),
            "--trust-store", self.ready["trust_store"],
        ]

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.process.stdin.close()
        self.process.wait(timeout=30)


def children(pid):
    """Processes whose parent is this one."""
    found = []
    for status in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found.append(int(status.parent.name))
    return found


def processes_naming(text):
    """Processes with this text in their command line."""
    found = []
    for command in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if text.encode() in command.read_bytes() and int(command.parent.name) != os.getpid():
                found.append(int(command.parent.name))
        except OSError:
            continue
    return found


def await_none(text, seconds):
    """Waits until no process names the text; those left after that long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not processes_naming(text):
            return []
        time.sleep(0.1)
    return processes_naming(text)


def sql(campaign, query):
    """Rows of an answer."""
    answer = subprocess.run(
        [CENSUS, "sql", str(campaign), query, "--format", "json"], check=True, stdout=subprocess.PIPE, text=True
    )
    return json.loads(answer.stdout)


def peak_kib(pid):
    """Largest resident size so far, KiB; 0 if the process is gone."""
    try:
        for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    except OSError:
        pass
    return 0


def live_heap_mib(pid):
    """Heap that is still reachable after a full collection, MiB; 0 if the process cannot be asked."""
    histogram = subprocess.run(["jcmd", str(pid), "GC.class_histogram"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    for line in histogram.stdout.splitlines():
        words = line.split()
        if words[:1] == ["Total"]:
            return int(words[2]) / (1 << 20)
    return 0


def share_done(campaign):
    """Share of the accepted domains that the first stage has recorded; 0 while the list is read."""
    try:
        progress = json.loads((campaign / "progress.json").read_text())
    except (OSError, ValueError):
        return 0
    accepted = progress["list"]["accepted"]
    if not progress["list"]["ended"] or accepted == 0:
        return 0
    return progress["stages"]["domains"]["recorded"] / accepted
