"""Greedy word and character error rate of a network.

    python -m quartzite_training.evaluate CHECKPOINT_OR_ONNX FOLDER_OR_TABLE …

The figures of the model card are the service's own (`quartzite-models evaluate`); these are for looking on while training.
"""

import argparse

import torch

from .alphabet import LABELS, encode, greedy
from .corpus import read, samples
from .features import log_mel
from .network import QuartzNet, log_probabilities
from .weights import from_onnx


def distance(reference, hypothesis):
    """Levenshtein distance of two sequences."""
    row = list(range(len(hypothesis) + 1))
    for i, wanted in enumerate(reference, 1):
        diagonal, row[0] = row[0], i
        for j, found in enumerate(hypothesis, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (wanted != found))
    return row[-1]


def transcribe(network, waveform, device="cpu"):
    """Greedy text of one waveform ``[samples]``."""
    features = log_mel(torch.from_numpy(waveform).to(device))
    return greedy(log_probabilities(network, features).argmax(-1).tolist())


def error_rates(network, pairs, device="cpu"):
    """Percent of words and of characters that are wrong; pairs of waveform and text that cannot be spelled are left out."""
    wrong = {"words": 0, "characters": 0}
    total = {"words": 0, "characters": 0}
    for waveform, text in pairs:
        tokens = encode(text)
        if tokens:
            reference = "".join(LABELS[token] for token in tokens)
            heard = transcribe(network, waveform, device)
            for name, split in (("words", str.split), ("characters", list)):
                wrong[name] += distance(split(reference), split(heard))
                total[name] += len(split(reference))
    return {name: 100 * wrong[name] / max(1, total[name]) for name in wrong}


def load(path):
    """A network out of a run's last.pt, averaged weights, or out of an ONNX export."""
    if str(path).endswith(".onnx"):
        return from_onnx(path)
    saved = torch.load(path, map_location="cpu", weights_only=False)
    network = QuartzNet(saved["shape"]).eval()
    network.load_state_dict(saved["averaged"])
    return network


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("network")
    parser.add_argument("sources", nargs="+")
    options = parser.parse_args()
    network = load(options.network)
    for source in options.sources:
        rates = error_rates(network, [(samples(utterance.path), utterance.text) for utterance in read(source)])
        print(source, *(f"{name} {value:.2f} %" for name, value in rates.items()))


if __name__ == "__main__":
    main()
