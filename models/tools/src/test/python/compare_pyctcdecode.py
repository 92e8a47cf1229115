#!/usr/bin/env python3
"""Word error rate and time of Quartzite's decoders and of pyctcdecode with KenLM, side by side.

Both run here, one after the other, on one thread, on the reference emissions, at beam width 100
with the same 3-gram. Needs `pip install pyctcdecode kenlm` and the folder `shared` beside the
checkout:

    python models/tools/src/test/python/compare_pyctcdecode.py
"""

import gzip
import logging
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

import numpy as np
from pyctcdecode import build_ctcdecoder

ROOT = pathlib.Path(__file__).resolve().parents[5]
SHARED = pathlib.Path(os.environ.get("QUARTZITE_SHARED", ROOT.parent / "shared"))
SETS = ["librispeech-test-clean-200", "librispeech-test-other-100"]
LABELS = [" "] + [chr(ord("a") + i) for i in range(26)] + ["'", ""]
BEAM_WIDTH = 100
ROUNDS = 2


def read_set(name):
    """The emissions, texts and total seconds of a set."""
    arrays = np.load(SHARED / "golden" / "emissions" / f"{name}.npz")
    rows = [line.rstrip("\n").split("\t") for line in open(SHARED / "speech" / f"{name}.tsv", encoding="utf-8")]
    rows = [row for row in rows if row[0] in arrays.files]
    return [arrays[row[0]] for row in rows], [row[2].strip() for row in rows], sum(float(row[1]) for row in rows)


def word_errors(reference, hypothesis):
    """Levenshtein distance of two lists of words."""
    row = list(range(len(hypothesis) + 1))
    for i, word in enumerate(reference, 1):
        diagonal, row[0] = row[0], i
        for j, heard in enumerate(hypothesis, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (word != heard))
    return row[-1]


def measure(decoder, emissions, texts, seconds):
    """Word error rate in percent, and milliseconds an utterance and an audio second."""
    decoded = [decoder.decode(array, beam_width=BEAM_WIDTH) for array in emissions]
    errors = sum(word_errors(text.split(), heard.split()) for text, heard in zip(texts, decoded))
    start = time.perf_counter()
    for _ in range(ROUNDS):
        for array in emissions:
            decoder.decode(array, beam_width=BEAM_WIDTH)
    milliseconds = (time.perf_counter() - start) * 1000 / ROUNDS
    rate = 100 * errors / sum(len(text.split()) for text in texts)
    return rate, milliseconds / len(texts), milliseconds / seconds


def words_of(arpa):
    """The words among the 1-grams."""
    words = []
    with open(arpa, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("\\2-grams:"):
                break
            fields = line.split("\t")
            if len(fields) > 1:
                words.append(fields[1].strip())
    return words


def pyctcdecode():
    with tempfile.TemporaryDirectory() as folder:
        arpa = os.path.join(folder, "english-3gram.arpa")
        with gzip.open(SHARED / "lm" / "english-3gram.arpa.gz") as packed, open(arpa, "wb") as plain:
            shutil.copyfileobj(packed, plain)
        decoders = {
            "beam 100": build_ctcdecoder(LABELS),
            "beam 100 + english-3gram": build_ctcdecoder(LABELS, arpa, words_of(arpa), alpha=0.5, beta=1.5),
        }
        for name in SETS:
            data = read_set(name)
            for decoding, decoder in decoders.items():
                yield name, decoding, *measure(decoder, *data)


def quartzite():
    command = ["./mvnw", "-q", "-B", "-ntp", "-Pjmh", "-pl", "service/engine", "-am", "test", "-DskipTests"]
    command += ["-Djmh.main=dev.quartzite.decoding.GoldenDecoding"]
    output = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
    for line in output.splitlines():
        fields = line.split("\t")
        if len(fields) == 6:
            yield fields[0], fields[1], *map(float, fields[2:])


def main():
    logging.disable(logging.CRITICAL)
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # One core for either.
    theirs = {(row[0], row[1]): row[2:] for row in pyctcdecode()}
    print(f"{'set':28}{'decoding':28}{'':14}{'WER %':>8}{'ms/utterance':>14}{'ms/second':>11}{'KB/decode':>11}")
    for name, decoding, rate, utterance, second, allocated in quartzite():
        if (name, decoding) in theirs:
            row = theirs[name, decoding]
            print(f"{name:28}{decoding:28}{'pyctcdecode':14}{row[0]:8.2f}{row[1]:14.2f}{row[2]:11.3f}{'':>11}")
        print(f"{name:28}{decoding:28}{'Quartzite':14}{rate:8.2f}{utterance:14.2f}{second:11.3f}{allocated / 1000:11.0f}")


if __name__ == "__main__":
    sys.exit(main())
