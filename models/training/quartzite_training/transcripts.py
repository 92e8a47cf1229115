"""What is said in a corpus's recordings, from its own text files in the layouts that they come in.

A layout is a function from the text files (content by path) to what is said, by recording: the name without folder and ending.
"""

import csv
import dataclasses
import io
import pathlib
import re

from .alphabet import LABELS, encode

ADULT = 18
"""Years; the recordings of younger speakers are not for training."""


@dataclasses.dataclass(frozen=True)
class Said:
    """What one recording says, who says it, and why it is not for training; each empty if that is not told."""

    text: str = ""
    speaker: str = ""
    unfit: str = ""


def spelled(text):
    """A text in the network's alphabet, empty if it cannot be spelled with it."""
    return "".join(LABELS[token] for token in encode(text) or [])


def beside(files):
    """A text file beside each recording."""
    return {_stem(path): Said(content) for path, content in files.items()}


def librispeech(files):
    """LibriSpeech's .trans.txt: a line is SPEAKER-CHAPTER-NUMBER and the text."""
    lines = [line.split(" ", 1) for content in files.values() for line in content.splitlines()]
    return {name: Said(text, name.split("-")[0]) for name, text in lines}


def ljspeech(files):
    """LJ Speech's metadata.csv: the name, the text, and last the text with its numbers spelled."""
    lines = [line.split("|") for content in files.values() for line in content.splitlines()]
    return {name: Said(texts[-1]) for name, *texts in lines}


def sphinx(files):
    """SphinxTrain's .transcription of AN4: ``<s> TEXT </s> (NUMBER-SPEAKER-MICROPHONE)``."""
    found = [re.findall(r"<s> (.*) </s> \((.*)\)", content) for content in files.values()]
    return {name: Said(text, name.split("-")[1]) for lines in found for text, name in lines}


def kaldi(files):
    """Kaldi's text with utt2spk and spk2age beside it, as speechocean762 has them."""
    said = {}
    for folder in {pathlib.PurePosixPath(path).parent for path in files}:
        texts, speakers, ages = (_pairs(files[str(folder / name)]) for name in ("text", "utt2spk", "spk2age"))
        for name, text in texts.items():
            said[name] = Said(text, speakers[name], "" if int(ages[speakers[name]]) >= ADULT else "children")
    return said


def common_voice(files):
    """Common Voice's tables: tabs, path and sentence since version 2, commas, filename and text before."""
    said = {}
    for path, content in files.items():
        form = {"delimiter": "\t", "quoting": csv.QUOTE_NONE} if path.endswith(".tsv") else {}
        for row in csv.DictReader(io.StringIO(content), **form):
            name, text = (row["path"], row["sentence"]) if "path" in row else (row["filename"], row["text"])
            said[_stem(name)] = Said(text, row.get("client_id", "")[:12])
    return said


LAYOUTS = {
    "-": lambda files: {},
    "beside": beside,
    "librispeech": librispeech,
    "ljspeech": ljspeech,
    "sphinx": sphinx,
    "kaldi": kaldi,
    "common-voice": common_voice,
}
UNLISTED = {"kaldi": Said(unfit="of unknown age")}
"""What holds of recordings that the texts do not name, where that is more than nothing."""


def _stem(path):
    return pathlib.PurePosixPath(path).stem


def _pairs(content):
    return dict(line.split(maxsplit=1) for line in content.splitlines())
