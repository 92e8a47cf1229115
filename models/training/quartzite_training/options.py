"""What a run can be told, and what follows from it: the command line, its checks, and the learning rate at each step."""

import argparse

import torch


def arguments(description=None):
    """The command line; its defaults are the recipe."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store")
    parser.add_argument("run")
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--teacher")
    parser.add_argument("--from", dest="start", help="a last.pt of another run, or an ONNX export of a model to go on from")
    parser.add_argument("--activation", default="relu")
    parser.add_argument("--posteriors", type=float, default=1.0)
    parser.add_argument("--blockwise", action="store_true", help="each block has the teacher's outputs to hear and to learn")
    parser.add_argument("--transcripts", type=float, default=0.0)
    parser.add_argument("--learning-rate", type=float, default=3e-4)
    parser.add_argument("--warm-up", type=int, default=200)
    parser.add_argument("--cool-down", type=int, default=1000)
    parser.add_argument("--weight-decay", type=float, default=1e-2)
    parser.add_argument("--average", type=float, default=0.998)
    parser.add_argument("--seconds", type=float, default=64, help="audio a batch")
    parser.add_argument("--augment", type=float, default=1.0, help="how much, 0 for not at all")
    parser.add_argument("--optimizer", choices=("adamw", "muon"), default="adamw")
    parser.add_argument("--speed", action="store_true", help="perturb it; stored posteriors are stretched with the recording")
    parser.add_argument("--float32", action="store_true")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--evaluate-every", type=int, default=1000)
    parser.add_argument("--evaluated", type=int, default=120)
    parser.add_argument("--seed", type=int, default=0)
    return parser


def learning_rate(options, step):
    """Warm-up, a plateau, and a linear fall to 0 over the last steps (arXiv 2405.18392)."""
    rise = (step + 1) / options.warm_up
    fall = (options.steps - step) / max(1, options.cool_down)
    return options.learning_rate * min(1.0, rise, fall)


def check(options, store):
    """Refuses options that would leave a batch with nothing to learn."""
    if options.teacher:
        return
    if options.blockwise or (options.posteriors and not store.has_posteriors()):
        raise ValueError(f"{options.store} has no outputs of a teacher for --blockwise or --posteriors; give --teacher")
