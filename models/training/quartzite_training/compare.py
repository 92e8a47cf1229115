"""Activations at an equal budget: error rates, training loss and speed of a small QuartzNet, several seeds each.

    python -m quartzite_training.compare STORE FOLDER --steps N [--seeds 3]

FOLDER gets a run each, comparison.json, comparison.md (the table) and choices.png (which layer of SmartMixed chose what). It
goes on where it was stopped.
"""

import argparse
import json
import pathlib
import time

import numpy as np
import onnxruntime

from .activations import ACTIVATIONS, CANDIDATES, SmartMixed
from .evaluate import load
from .export import export
from .network import Shape
from .options import arguments
from .train import Training

SMALL = {"blocks": ((128, 11), (128, 13), (192, 15)), "repeat": 3, "first": (128, 11), "last": (192, 19), "wide": 256}


def train(store, folder, activation, seed, steps):
    """One run; what came of it."""
    command = f"{store} {folder} --steps {steps} --seed {seed} --activation {activation} --transcripts 0.5 --augment 0 --seconds 32"
    command += f" --learning-rate 1e-3 --cool-down {steps // 3} --evaluate-every {steps} --device cpu"
    training = Training(arguments().parse_args(command.split()), Shape(**SMALL, activation=activation))
    training.run()
    data = training.curve.data
    last = [point["posteriors"] for point in data["losses"][-4:]]
    export(load(folder / "last.pt"), folder / "model.onnx")
    return {**data["error_rates"][-1], "loss": sum(last) / len(last)}


def speed(folder, seconds=20):
    """Times real time of the exported network in ONNX Runtime, one thread, best of five."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(folder / "model.onnx", options, providers=["CPUExecutionProvider"])
    features = np.random.default_rng(0).standard_normal((1, 64, 100 * seconds), dtype=np.float32)
    times = []
    for _ in range(6):
        start = time.perf_counter()
        session.run(None, {"audio_signal": features})
        times.append(time.perf_counter() - start)
    return seconds / min(times[1:])


def table(results):
    """The comparison in Markdown: mean and, in brackets, range over the seeds."""
    lines = ["| activation | words wrong % | characters wrong % | training loss | × real time |", "|---|---|---|---|---|"]
    for activation, runs in results.items():
        cells = []
        for name, digits in (("words", 1), ("characters", 1), ("loss", 3), ("speed", 0)):
            values = [run[name] for run in runs.values()]
            mean = sum(values) / len(values)
            cells.append(f"{mean:.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})")
        lines.append(f"| {activation} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def draw_choices(folder, file):
    """Which part of each layer's channels chose which activation."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    network = load(folder / "last.pt")
    layers = [(name, module.choice) for name, module in network.named_modules() if isinstance(module, SmartMixed)]
    figure, axes = pyplot.subplots(figsize=(9, 4), layout="constrained")
    bottom = np.zeros(len(layers))
    for i, candidate in enumerate(CANDIDATES):
        part = np.array([(choice == i).float().mean().item() for _, choice in layers])
        axes.bar(range(len(layers)), part, bottom=bottom, label=candidate)
        bottom += part
    axes.set_xticks(range(len(layers)), [name.removesuffix(".activation") for name, _ in layers], rotation=60, ha="right")
    axes.set_ylabel("part of the channels")
    axes.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    figure.savefig(file, dpi=100)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--seeds", type=int, default=3)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    file = options.folder / "comparison.json"
    results = json.loads(file.read_text()) if file.exists() else {}
    runs = [(activation, str(seed)) for seed in range(options.seeds) for activation in ACTIVATIONS]
    for activation, seed in runs:
        of_activation = results.setdefault(activation, {})
        if seed not in of_activation:
            folder = options.folder / f"{activation}-{seed}"
            of_activation[seed] = train(options.store, folder, activation, int(seed), options.steps)
            file.write_text(json.dumps(results, indent=1))
    for activation, seed in runs:  # at last, one after another, so that nothing else runs beside
        results[activation][seed]["speed"] = speed(options.folder / f"{activation}-{seed}")
    file.write_text(json.dumps(results, indent=1))
    (options.folder / "comparison.md").write_text(table(results))
    draw_choices(options.folder / "smartmixed-0", options.folder / "choices.png")


if __name__ == "__main__":
    main()
