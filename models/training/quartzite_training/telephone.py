"""Recordings as a telephone gives them: 8 kHz, 8 bits, µ-law (ITU-T G.711), with the same texts.

    python -m quartzite_training.telephone TABLE FOLDER

FOLDER gets the recordings and manifest.tsv, for `quartzite-models evaluate`.
"""

import argparse
import pathlib

import soundfile
import soxr

from .corpus import read, samples
from .features import SAMPLE_RATE

TELEPHONE_RATE = 8000


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table")
    parser.add_argument("folder", type=pathlib.Path)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    with open(options.folder / "manifest.tsv", "w", encoding="utf-8") as manifest:
        for utterance in read(options.table):
            name = f"{utterance.path.stem}.wav"
            narrow = soxr.resample(samples(utterance.path), SAMPLE_RATE, TELEPHONE_RATE)
            soundfile.write(options.folder / name, narrow, TELEPHONE_RATE, subtype="ULAW")
            manifest.write(f"{name}\t{len(narrow) / TELEPHONE_RATE:.3f}\t{utterance.text}\n")


if __name__ == "__main__":
    main()
