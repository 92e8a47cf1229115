#!/usr/bin/env python3
"""Measures a running service as its callers feel it. Needs nothing but Python.

  callers.py first-delta URL RECORDING
      time to the first event with text, and to the last, of a streamed recording
  callers.py fairness URL RECORDING --keys FLOODING QUIET
      latency of a caller who sends one request after another, alone and while another key floods the service
"""

import argparse
import http.client
import statistics
import threading
import time
import urllib.parse
import uuid


def form(recording, fields):
    boundary = uuid.uuid4().hex
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    parts.append(
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="recording"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n".encode()
    )
    body = b"".join(parts) + recording + f"\r\n--{boundary}--\r\n".encode()
    return body, f"multipart/form-data; boundary={boundary}"


class Caller:
    def __init__(self, url, body, content_type, key=None):
        self.address = urllib.parse.urlsplit(url).netloc
        self.body = body
        self.headers = {"Content-Type": content_type}
        if key:
            self.headers["Authorization"] = "Bearer " + key
        self.connection = http.client.HTTPConnection(self.address, timeout=600)

    def send(self):
        self.connection.request("POST", "/v1/audio/transcriptions", self.body, self.headers)
        return self.connection.getresponse()

    def timed(self):
        start = time.perf_counter()
        answer = self.send()
        answer.read()
        return answer.status, time.perf_counter() - start


def first_delta(args, recording):
    for _ in range(args.repetitions):
        caller = Caller(args.url, *form(recording, {"stream": "true"}))
        start = time.perf_counter()
        answer = caller.send()
        assert answer.status == 200, answer.read()
        first = None
        for line in answer:
            if first is None and line.startswith(b"event: transcript.text.delta"):
                first = time.perf_counter() - start
        whole = time.perf_counter() - start
        print(f"first delta {first:.2f} s, whole {whole:.2f} s: {100 * first / whole:.1f} %")


def latencies(caller, count):
    seconds = []
    for _ in range(count):
        status, elapsed = caller.timed()
        assert status == 200, status
        seconds.append(elapsed)
    return seconds


def describe(name, seconds):
    p95 = statistics.quantiles(seconds, n=20)[-1]
    print(f"{name}: median {1000 * statistics.median(seconds):.0f} ms, p95 {1000 * p95:.0f} ms")
    return p95


def fairness(args, recording):
    flooding, quiet = args.keys
    upload = form(recording, {})
    caller = Caller(args.url, *upload, quiet)
    latencies(caller, 30)
    alone = describe("alone", latencies(caller, args.requests))
    over = threading.Event()
    answers = {}

    def flood():
        flooder = Caller(args.url, *upload, flooding)
        while not over.is_set():
            status, _ = flooder.timed()
            answers[status] = answers.get(status, 0) + 1
            if status == 429:
                over.wait(1)

    threads = [threading.Thread(target=flood) for _ in range(args.flood)]
    for thread in threads:
        thread.start()
    time.sleep(3)
    flooded = describe(f"beside {args.flood} connections", latencies(caller, args.requests))
    over.set()
    for thread in threads:
        thread.join()
    print(f"ratio {flooded / alone:.2f}; the flooding key got {answers}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("measure", choices=["first-delta", "fairness"])
    parser.add_argument("url")
    parser.add_argument("recording")
    parser.add_argument("--keys", nargs=2, metavar=("FLOODING", "QUIET"), default=(None, None))
    parser.add_argument("--flood", type=int, default=32, help="connections of the flooding key")
    parser.add_argument("--requests", type=int, default=200, help="requests of the quiet key")
    parser.add_argument("--repetitions", type=int, default=3)
    args = parser.parse_args()
    with open(args.recording, "rb") as file:
        recording = file.read()
    {"first-delta": first_delta, "fairness": fairness}[args.measure](args, recording)


if __name__ == "__main__":
    main()
