"""Worlds, servers, yardsticks and a watched scan, for `speed`. Standard library only."""

import dataclasses
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import time

import lab_scan

YARDSTICKS = pathlib.Path(__file__).resolve().parent / "yardsticks"
BUILT = lab_scan.HOME / "target" / "bench"
FARM = BUILT / "smtpfarm"
BARE = BUILT / "limit-rs" / "release" / "limitrs"

# Sessions at a time, of either client. More only queue in the farm, which has the same two cores.
SESSIONS = 256
TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclasses.dataclass
class Peer:
    """A kind of server, and what is aimed at with it."""

    name: str
    options: list
    hybrid: bool = True
    crawler_aim: float = 2.0
    broker_aim: float = 2.5
    # With RSA keys the farm, which signs, limits the rate.
    rate_counts: bool = True

    def scan_options(self):
        """What makes the scan offer what the bare client offers."""
        return [] if self.hybrid else ["--post-quantum", "off"]


PEERS = [
    Peer("ECDSA, TLS 1.3", []),
    Peer("ECDSA, TLS 1.2", ["-tls", "1.2"]),
    Peer("ECDSA, TLS 1.3, 50 ms", ["-delay", "50"]),
    Peer("ECDSA, TLS 1.3, 10,000 leaves", ["-leaves", "10000"], crawler_aim=2.3, broker_aim=2.8),
    Peer("RSA, TLS 1.3", ["-alg", "rsa"], rate_counts=False),
    Peer("RSA, TLS 1.2", ["-alg", "rsa", "-tls", "1.2"], rate_counts=False),
    Peer("ECDSA, TLS 1.3, no hybrid offered", [], hybrid=False),
]


def build():
    """Builds what is older than its sources."""
    missing = [tool for tool in ("go", "cargo", "nsd", "dnsperf") if not shutil.which(tool)]
    if missing:
        sys.exit(f"not on this machine: {', '.join(missing)} (Debian: golang-go cargo nsd dnsperf)")
    BUILT.mkdir(parents=True, exist_ok=True)
    subprocess.run(["go", "build", "-o", FARM, "."], cwd=YARDSTICKS / "smtpfarm", check=True)
    subprocess.run(
        ["cargo", "build", "--release", "--quiet", "--target-dir", BUILT / "limit-rs"], cwd=YARDSTICKS / "limit-rs", check=True
    )


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@dataclasses.dataclass
class World:
    folder: pathlib.Path
    list: pathlib.Path
    addresses: pathlib.Path


def bench_world(folder, domains):
    """Ten domains to a host, 1.3 addresses to a host, sizes by Zipf."""
    if not (folder / "domains.txt").exists():
        subprocess.run([sys.executable, YARDSTICKS / "zone.py", folder, "--domains", str(domains)], check=True, stdout=subprocess.DEVNULL)
    return World(folder, folder / "domains.txt", folder / "addresses.txt")


HOSTS_A_DOMAIN, ADDRESSES_A_HOST = 20, 16


def probe_world(folder, addresses):
    """Few domains with 20 hosts of 16 addresses each, so that a probe's cost is not mixed with a domain's."""
    folder.mkdir(parents=True, exist_ok=True)
    world = World(folder, folder / "domains.txt", folder / "addresses.txt")
    if world.addresses.exists():
        return world
    head = "$ORIGIN {}.test.\n$TTL 300\n@ 3600 IN SOA ns.hosts.test. root.hosts.test. 1 7200 3600 1209600 300\n@ 3600 IN NS ns.hosts.test.\n"
    domains, mx, hosts, all_addresses = [], [head.format("domains")], [head.format("hosts"), "ns A 127.0.0.1\n"], []
    for d in range(-(-addresses // (HOSTS_A_DOMAIN * ADDRESSES_A_HOST))):
        domains.append(f"d{d}.domains.test\n")
        for h in range(HOSTS_A_DOMAIN):
            mx.append(f"d{d} MX 10 mx{d}-{h}.hosts.test.\n")
            for _ in range(ADDRESSES_A_HOST):
                n = len(all_addresses)
                address = f"127.{1 + n // 254 % 200}.{n // 254 // 200}.{1 + n % 254}"
                all_addresses.append(address + "\n")
                hosts.append(f"mx{d}-{h} A {address}\n")
    (folder / "domains.zone").write_text("".join(mx))
    (folder / "hosts.zone").write_text("".join(hosts))
    world.list.write_text("".join(domains))
    world.addresses.write_text("".join(all_addresses))
    return world


class NameServer:
    """NSD with the zones of a world, one process, until the end of the with block."""

    def __init__(self, world):
        self.folder, self.port = world.folder.resolve(), free_port()
        zones = "".join(f"zone:\n  name: {name}.test\n  zonefile: {name}.zone\n" for name in ("domains", "hosts"))
        (self.folder / "nsd.conf").write_text(
            f'server:\n  ip-address: 127.0.0.1@{self.port}\n  server-count: 1\n  zonesdir: "{self.folder}"\n  username: ""\n'
            f'  chroot: ""\n  database: ""\n  pidfile: "{self.folder}/nsd.pid"\n  xfrdfile: "{self.folder}/xfrd.state"\n'
            f'  zonelistfile: "{self.folder}/zone.list"\n  logfile: "{self.folder}/nsd.log"\n  minimal-responses: yes\n'
            "  rrl-ratelimit: 0\n  hide-version: yes\n  tcp-count: 500\n  ipv4-edns-size: 1232\n"
            f"remote-control:\n  control-enable: no\n{zones}"
        )

    def __enter__(self):
        self.process = subprocess.Popen(["nsd", "-d", "-c", self.folder / "nsd.conf"])
        query = b"\0\1\1\0\0\1\0\0\0\0\0\0\7domains\4test\0\0\2\0\1"
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
            one.settimeout(0.2)
            for _ in range(600):
                try:
                    one.sendto(query, ("127.0.0.1", self.port))
                    if one.recv(512)[3] & 15 == 0:
                        return self
                except OSError:
                    pass
        sys.exit("the name server does not answer; its words are in " + str(self.folder / "nsd.log"))

    def __exit__(self, *failure):
        self.process.terminate()
        self.process.wait(timeout=30)


class Farm:
    """Mail servers on every 127.x.y.z."""

    def __init__(self, work, peer):
        self.port = free_port()
        self.root = work / "farm.pem"
        command = [FARM, "-port", str(self.port), "-pem", str(self.root), *peer.options]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        if "ready" not in self.process.stderr.readline():
            sys.exit("the farm did not start")

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=30)


@dataclasses.dataclass
class Bare:
    cpu: float
    rate: float


def bare_client(world, port, peer):
    """Seconds of CPU a session and sessions a second of the client that only shakes hands."""
    groups = ["hybrid"] if peer.hybrid else []
    run = subprocess.run([BARE, world.addresses, str(port), str(SESSIONS), *groups], check=True, stdout=subprocess.PIPE, text=True)
    told = json.loads(run.stdout)
    if told["errors"] or not told["ok"]:
        sys.exit(f"the bare client failed: {run.stdout}")
    return Bare((told["user_s"] + told["sys_s"]) / told["ok"], told["ok"] / told["wall_s"])


def dnsperf(world, port, seconds=8):
    """MX answers a second that one dnsperf gets."""
    queries = world.folder / "queries-mx.txt"
    command = ["dnsperf", "-s", "127.0.0.1", "-p", str(port), "-d", queries, "-c", "1", "-q", "500", "-l", str(seconds)]
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    return float(next(line for line in told.splitlines() if "Queries per second" in line).split()[-1])


def dns_client(mode, world, port, count=400_000):
    """Answers a second and microseconds of CPU each of the crawler's client, or of the route stage on it."""
    crawler = lab_scan.HOME / "crawler" / "target"
    classes = f"{crawler}/classes:{lab_scan.HOME}/schemas/target/classes:{crawler}/lib/*"
    command = ["java", "-XX:+UseSerialGC", "-Xmx512m", "-cp", classes, YARDSTICKS / "DnsRate.java", mode, world.list, str(port), str(count)]
    told = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    if told["failed"]:
        sys.exit(f"{told['failed']} of {count} questions failed")
    return told["rate"], told["cpu_us"]


def seconds_of(command):
    started = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - started


def cpu_of(pid):
    """Seconds of CPU of a process so far, its children apart; 0 if it is gone."""
    try:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICK


def command_of(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""


class Scan:
    """A scan that is watched from outside: CPU of each of its processes against what its books say is done."""

    def __init__(self, world, resolver_port, port, work, java="", options=()):
        self.world, self.resolver_port, self.port, self.java, self.options = world, resolver_port, port, java, options
        self.out = work / "campaigns"
        self.campaign = self.out / "speed"
        # (seconds, probes recorded, CPU of the crawler, CPU of the broker) at each new state of the books
        self.marks = []
        self.judge = 0.0
        self.peak = 0

    def run(self):
        shutil.rmtree(self.campaign, ignore_errors=True)
        resolver = f"127.0.0.1:{self.resolver_port}"
        command = [lab_scan.CENSUS, "scan", self.world.list, "--lab", "--resolver", resolver, "--port", str(self.port)]
        command += ["--out", self.out, "--campaign", "speed", "--concurrency", str(SESSIONS), "--quiet", "--json"]
        command += self.options
        environment = {**os.environ, "CENSUS_JAVA_OPTS": self.java}
        started = time.monotonic()
        self.called_at = time.time()
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
        crawler, broker, judge = process.pid, None, None
        seen = None
        crawler_cpu = broker_cpu = 0.0
        self.ended = None
        while process.poll() is None:
            time.sleep(0.05)
            for child in lab_scan.children(crawler):
                command_line = command_of(child)
                broker = child if "BrokerMain" in command_line else broker
                judge = child if "AnalyzerMain" in command_line else judge
            crawler_cpu = cpu_of(crawler) or crawler_cpu
            broker_cpu = (broker and cpu_of(broker)) or broker_cpu
            if judge:
                if self.ended is None:
                    self.ended = (time.monotonic() - started, crawler_cpu, broker_cpu)
                self.judge = max(self.judge, cpu_of(judge))
            self.peak = max(self.peak, lab_scan.peak_kib(crawler))
            books = self.books()
            if books and books["at"] != seen:
                seen = books["at"]
                done = books["stages"]["endpoints"]["recorded"]
                self.marks.append((time.monotonic() - started, done, crawler_cpu, broker_cpu))
        out, err = process.communicate()
        if process.returncode:
            sys.exit(f"the scan ended with {process.returncode}: {err[-2000:]}")
        self.summary = json.loads(out.splitlines()[-1])
        return self

    def first_probe(self):
        """Seconds from the call to the start of the first contact, by the clock of its row."""
        first = lab_scan.sql(self.campaign, "select epoch_us(min(started_at)) as us from probes where attempt > 0")
        return int(first[0]["us"]) / 1e6 - self.called_at

    def books(self):
        try:
            return json.loads((self.campaign / "progress.json").read_text())
        except (OSError, ValueError):
            return None

    def probes(self):
        return self.summary["rows"]["probes"]

    def domains(self):
        return self.summary["rows"]["domains"]

    def mark(self, warm):
        return next(mark for mark in self.marks if mark[1] >= warm)

    def cpu_after(self, warm):
        """Seconds of CPU a probe of crawler and broker, after so many probes, until the last row is in place."""
        _, done, crawler, broker = self.mark(warm)
        count = self.probes() - done
        return (self.ended[1] - crawler) / count, (self.ended[2] - broker) / count

    def rate_after(self, warm):
        at, done, _, _ = self.mark(warm)
        return (self.probes() - done) / (self.ended[0] - at)

    def seconds(self):
        """From the call to the last row in place."""
        return self.ended[0]

    def judge_cpu(self):
        return self.judge

    def resident(self):
        return self.peak * 1024

    def bytes_a_probe(self):
        folders = ("probes", "probe_certificates", "certificates")
        size = sum(file.stat().st_size for folder in folders for file in (self.campaign / folder).glob("*.parquet"))
        return size / self.probes()

    def cpu_by_domain(self):
        """Seconds of CPU a domain of crawler and broker, over the whole scan."""
        return self.ended[1] / self.domains(), self.ended[2] / self.domains()
