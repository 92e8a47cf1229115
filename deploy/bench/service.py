"""Starts the service and measures it over HTTP: throughput, latency, memory, overload. Needs Python's library only.

    ./mvnw -DskipTests package
    python deploy/bench/service.py --models DIR --model NAME --clips FOLDER --references LIST.tsv --clip RECORDING

FOLDER holds recordings of everyday length for throughput and overload; RECORDING is the one whose latency is measured
on an idle service. Each figure is printed as it is there; measurements and pictures go to --output.
"""

import argparse
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent.parent.parent


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--service", default=HERE / "service/app/target/quartzite.jar")
    parser.add_argument("--client", default=HERE / "client/target/quartzite-client.jar")
    parser.add_argument("--models", required=True, help="folder of model directories")
    parser.add_argument("--model", required=True, help="the model to measure")
    parser.add_argument("--clips", required=True, help="folder of recordings")
    parser.add_argument("--references", required=True, help="their texts")
    parser.add_argument("--clip", required=True, help="the recording whose latency is measured")
    parser.add_argument("--device", default="cpu", help="cpu, cuda, tensorrt or plugin")
    parser.add_argument("--setting", action="append", default=[], help="NAME=VALUE for the service, may be repeated")
    parser.add_argument("--clients", type=int, default=os.cpu_count(), help="clients at once for throughput")
    parser.add_argument("--memory-requests", type=int, default=10_000)
    parser.add_argument("--overload", type=int, default=120, help="seconds; 0 to leave it out")
    parser.add_argument("--output", default=tempfile.mkdtemp(prefix="bench-"))
    return parser.parse_args()


class Service:
    def __init__(self, options):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.address = f"http://127.0.0.1:{probe.getsockname()[1]}"
        command = ["java", "-jar", str(options.service), f"--server.port={self.address.rsplit(':', 1)[1]}"]
        command += [f"--quartzite.device={options.device}", *(f"--{setting}" for setting in options.setting)]
        command += [f"--quartzite.models.directory={options.models}", f"--quartzite.models.default={options.model}"]
        self.log = open(pathlib.Path(options.output) / "service.log", "w", encoding="utf-8")
        self.process = subprocess.Popen(command, stdout=self.log, stderr=subprocess.STDOUT)
        self.options = options

    def wait(self):
        for _ in range(600):
            if self.process.poll() is not None:
                sys.exit(f"the service did not start: see {self.log.name}")
            try:
                with urllib.request.urlopen(self.address + "/actuator/health/readiness", timeout=2) as answer:
                    return answer.read().decode()
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        sys.exit("the service is not ready after a minute")

    def memory(self):
        return f"{self.resident():.0f} MiB" + (f", {self.on_gpu()} on the GPU" if self.options.device != "cpu" else "")

    def on_gpu(self):
        query = ["nvidia-smi", "--query-compute-apps=pid,used_memory", "--format=csv,noheader"]
        rows = subprocess.run(query, capture_output=True, text=True, check=False).stdout.splitlines()
        used = [row.split(",")[1].strip() for row in rows if row.split(",")[0].strip() == str(self.process.pid)]
        return used[0] if used else "unknown"

    def resident(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024

    def bench(self, name, *load):
        result = pathlib.Path(self.options.output) / f"{name}.json"
        # The client shares the cores with what it measures: it spends none of their time on compiling itself well.
        command = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(self.options.client)]
        command += ["bench", "--server", self.address, "--decoder", "greedy"]
        command += ["--json", str(result), "--chart", str(result.with_suffix(".svg")), *map(str, load)]
        subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
        return json.loads(result.read_text(encoding="utf-8"))

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)


def speed(result):
    latency = result["latency"]
    return (
        f"{result['audioSecondsPerSecond']:.1f} times real time, {result['served']} served, {result['failed']} failed, "
        f"p50 {latency['p50']:.0f} ms, p95 {latency['p95']:.0f} ms, p99 {latency['p99']:.0f} ms"
    )


def say(name, text):
    print(f"{name}: {text}", flush=True)


def measure(service, options):
    clips = [options.clips, "--references", options.references]
    say("health", service.wait())
    service.bench("warm-up", *clips)
    best = service.bench("throughput", *clips, "--clients", options.clients)
    say(f"{options.clients} clients", f"{speed(best)}, word error rate {100 * best['wordErrorRate']:.2f} %")
    say("one at a time", speed(service.bench("latency", options.clip, "--clients", 1, "--requests", 60)))
    sent = 0
    for requests in (options.memory_requests // 10, options.memory_requests):
        load = ["--clients", options.clients, "--duration", "24h", "--requests", requests - sent]
        service.bench(f"memory-{requests}", options.clips, *load)
        sent = requests
        say("resident memory", f"{service.memory()} after {requests} requests")
    if options.overload:
        rate = 3 * best["served"] / best["elapsedSeconds"]
        load = [options.clips, "--rate", rate, "--duration", f"{options.overload}s"]
        over = service.bench("overload", *load)
        say(
            f"{rate:.1f} requests a second",
            f"{speed(over)}, {over['refused']} refused with and {over['refusedWithoutTime']} without a time to come "
            f"back, within {over['refusalLatency']['p95']:.0f} ms (p95)",
        )
        say("after it", speed(service.bench("afterwards", *clips, "--clients", options.clients)))
        say("resident memory", service.memory())


def main():
    options = arguments()
    pathlib.Path(options.output).mkdir(parents=True, exist_ok=True)
    service = Service(options)
    try:
        measure(service, options)
    finally:
        service.stop()
    say("measurements", options.output)


if __name__ == "__main__":
    main()
