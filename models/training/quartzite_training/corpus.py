"""Recordings with their texts, in the layouts that corpora come in, and one store that all of them go into."""

import dataclasses
import json
import pathlib

import numpy as np
import soundfile
import soxr

from . import transcripts
from .alphabet import TOKENS
from .features import HOP, SAMPLE_RATE


@dataclasses.dataclass(frozen=True)
class Utterance:
    """A recording of one utterance: where it is and what is said in it."""

    path: pathlib.Path
    text: str


def librispeech(folder):
    """LibriSpeech's layout: SPEAKER/CHAPTER/*.flac with one .trans.txt a chapter."""
    for file in sorted(pathlib.Path(folder).rglob("*.trans.txt")):
        for name, said in transcripts.librispeech({file: file.read_text(encoding="utf-8")}).items():
            yield Utterance(file.parent / f"{name}.flac", said.text)


def ljspeech(folder):
    """LJ Speech's layout: wavs/ and metadata.csv, whose last column is the normalised text."""
    file = pathlib.Path(folder) / "metadata.csv"
    for name, said in transcripts.ljspeech({file: file.read_text(encoding="utf-8")}).items():
        yield Utterance(file.parent / "wavs" / f"{name}.wav", said.text)


def manifest(file):
    """A table of tab-separated path, seconds, text, …

    Paths are relative to the table's folder, or names without ending of recordings in a folder that is named as the table.
    """
    file = pathlib.Path(file)
    folder = file.with_suffix("")
    for line in file.read_text(encoding="utf-8").splitlines():
        name, _, text, *_ = line.split("\t")
        places = [file.parent / name, *(folder / f"{name}{ending}" for ending in (".flac", ".wav"))]
        yield Utterance(next((place for place in places if place.is_file()), places[0]), text)


def read(source):
    """The utterances of a folder or table, by what it looks like."""
    source = pathlib.Path(source)
    if source.is_file():
        return list(manifest(source))
    return list(ljspeech(source) if (source / "metadata.csv").exists() else librispeech(source))


def samples(path):
    """A recording as mono samples in [-1, 1] at 16 kHz."""
    values, rate = soundfile.read(path, dtype="float32", always_2d=True)
    mono = values.mean(1)
    return mono if rate == SAMPLE_RATE else soxr.resample(mono, rate, SAMPLE_RATE)


def steps(samples):
    """Number of rows that the network makes of so many samples: every second frame."""
    return (samples // HOP + 2) // 2


class Store:
    """Recordings of a training run in one file of 16-bit samples, which is mapped, and an index of places and texts."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self._teacher = self.folder / "teacher.f16"
        self.index = json.loads((self.folder / "index.json").read_text(encoding="utf-8"))
        self._audio = np.memmap(self.folder / "audio.i16", np.int16, "r")

    def __len__(self):
        return len(self.index)

    def seconds(self, i):
        return self.index[i]["samples"] / SAMPLE_RATE

    def text(self, i):
        return self.index[i]["text"]

    def has_posteriors(self):
        return self._teacher.exists()

    def posteriors(self, create=False):
        """A teacher's log-probabilities of each utterance, float16 ``[steps × 29]``; None where none are stored.

        With ``create`` they are laid out anew, to be written.
        """
        if not create and not self.has_posteriors():
            return None
        ends = np.cumsum([steps(entry["samples"]) for entry in self.index])
        whole = np.memmap(self._teacher, np.float16, "w+" if create else "r", shape=(int(ends[-1]), TOKENS))
        return np.split(whole, ends[:-1])

    def samples(self, i):
        entry = self.index[i]
        return self._audio[entry["start"] : entry["start"] + entry["samples"]].astype(np.float32) / 32768
