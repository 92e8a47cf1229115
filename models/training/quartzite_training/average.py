"""The weighted mean of runs' averaged weights (model soups, arXiv 2203.05482), as a checkpoint to go on from, evaluate or export.

    python -m quartzite_training.average OUT.pt CHECKPOINT=WEIGHT CHECKPOINT=WEIGHT …

Checkpoints of one origin lie in one valley, and their mean lies lower in it on speech that none has heard. Weights sum to 1.
"""

import sys

import torch


def mean(checkpoints, weights):
    """The first checkpoint with the weighted mean of all; counters stay the first's."""
    if abs(sum(weights) - 1) > 1e-6:
        raise ValueError(f"the weights should sum to 1, not to {sum(weights):g}")
    averaged = [checkpoint["averaged"] for checkpoint in checkpoints]
    for other in averaged[1:]:
        if {k: v.shape for k, v in other.items()} != {k: v.shape for k, v in averaged[0].items()}:
            raise ValueError("expected checkpoints of one network, found different shapes")
    mixed = {
        name: sum(w * state[name] for w, state in zip(weights, averaged)) if value.is_floating_point() else value
        for name, value in averaged[0].items()
    }
    return {**checkpoints[0], "averaged": mixed}


def main(out, *parts):
    """The command line."""
    paths, weights = zip(*(part.rsplit("=", 1) for part in parts))
    checkpoints = [torch.load(path, map_location="cpu", weights_only=False) for path in paths]
    torch.save(mean(checkpoints, [float(weight) for weight in weights]), out)


if __name__ == "__main__":
    if len(sys.argv) < 3 or not all("=" in part for part in sys.argv[2:]):
        sys.exit(__doc__)
    main(*sys.argv[1:])
