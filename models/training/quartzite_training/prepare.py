"""Lays recordings out for training, and a teacher's posteriors beside them.

    python -m quartzite_training.prepare STORE SOURCE [SOURCE …] [--teacher QuartzNet15x5.onnx]

A source is a folder in LibriSpeech's or LJ Speech's layout, or a table of path, seconds and text. Where the teacher's
posteriors are stored, training needs no teacher; without them it runs the teacher beside the student, which is what a
GPU should do, since then the teacher hears the speed that the student hears.
"""

import argparse
import json
import pathlib

import numpy as np
import torch

from .corpus import Store, read, samples
from .features import SAMPLE_RATE, log_mel
from .kernels import mixed
from .weights import from_onnx

SHORTEST, LONGEST = 0.8, 25.0
"""Seconds; what is shorter or longer is left out."""


def lay_out(folder, sources):
    """Writes the store of these sources."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    index, start = [], 0
    with open(folder / "audio.i16", "wb") as audio:
        for source in sources:
            for utterance in read(source):
                values = samples(utterance.path)
                if SHORTEST <= len(values) / SAMPLE_RATE <= LONGEST:
                    (np.clip(values, -1, 1) * 32767).round().astype("<i2").tofile(audio)
                    index.append({"start": start, "samples": len(values), "text": utterance.text, "source": str(source)})
                    start += len(values)
    (folder / "index.json").write_text(json.dumps(index), encoding="utf-8")
    print(f"{len(index)} utterances, {start / SAMPLE_RATE / 3600:.1f} hours")


def teach(store, teacher_file, device="cpu"):
    """Writes the teacher's log-probabilities of every utterance."""
    teacher = from_onnx(teacher_file).to(device)
    posteriors = store.posteriors(create=True)
    for done, i in enumerate(sorted(range(len(store)), key=store.seconds)):
        features = log_mel(torch.from_numpy(store.samples(i)).to(device))
        with torch.no_grad(), mixed(device):
            logits = teacher(features[None])[0]
        posteriors[i][:] = torch.log_softmax(logits.float(), -1).cpu().numpy()
        if done % 500 == 0:
            print(f"teacher: {done} of {len(store)}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store")
    parser.add_argument("sources", nargs="+")
    parser.add_argument("--teacher")
    parser.add_argument("--device", default="cpu")
    options = parser.parse_args()
    lay_out(options.store, options.sources)
    if options.teacher:
        teach(Store(options.store), options.teacher, options.device)


if __name__ == "__main__":
    main()
