"""Training that is right: it can learn by heart, and an interruption changes nothing."""

import json

import numpy as np
import pytest
import torch

from quartzite_training.alphabet import LABELS
from quartzite_training.muon import orthogonal
from quartzite_training.network import Shape
from quartzite_training.train import Training, arguments

SMALL = Shape(blocks=((64, 11), (64, 13)), repeat=2, first=(64, 11), last=(64, 15), wide=128)


@pytest.fixture
def store(tmp_path):
    """Twelve recordings in which each letter is a tone of its own; the first is held out."""
    rng = np.random.default_rng(0)
    index, audio = [], []
    for _ in range(12):
        text = "".join(rng.choice(list("abcdefgh "), 8)).strip() or "a"
        tones = [np.sin(2 * np.pi * (300 + 250 * LABELS.index(c)) * np.arange(2400) / 16000) for c in text]
        gaps = [np.concatenate([0.3 * tone, np.zeros(800)]) for tone in tones]
        samples = np.concatenate(gaps) + 0.001 * rng.standard_normal(3200 * len(text))
        index.append({"start": sum(map(len, audio)), "samples": len(samples), "text": text})
        audio.append(samples)
    (np.concatenate(audio) * 32767).astype("<i2").tofile(tmp_path / "audio.i16")
    (tmp_path / "index.json").write_text(json.dumps(index))
    return tmp_path


def training(store, run, *more):
    options = [str(store), str(run), "--device", "cpu", "--posteriors", "0", "--transcripts", "1", "--seconds", "30"]
    return Training(arguments().parse_args([*options, *more]), SMALL)


@pytest.mark.parametrize("optimizer", ["adamw", "muon"])
def test_ten_utterances_are_learnt_by_heart(store, tmp_path, optimizer):
    more = f"--optimizer {optimizer} --steps 150 --augment 0 --float32 --learning-rate 3e-3 --warm-up 10 --cool-down 60 --average 0.9".split()
    run = training(store, tmp_path / "run", *more)
    while run.step < run.options.steps:
        run.advance()
    run.batches.held_out = run.batches.trained[:10]
    assert run.evaluate() == {"words": 0, "characters": 0}


@pytest.mark.parametrize("optimizer", ["adamw", "muon"])
def test_a_run_that_was_stopped_goes_on_as_if_it_had_not_been(store, tmp_path, optimizer):
    more = ["--steps", "8", "--float32", "--optimizer", optimizer]
    whole = training(store, tmp_path / "whole", *more)
    expected = [whole.advance()["transcripts"] for _ in range(8)]

    first = training(store, tmp_path / "stopped", *more)
    found = [first.advance()["transcripts"] for _ in range(4)]
    first.save()
    torch.manual_seed(99)
    second = training(store, tmp_path / "stopped", *more)
    found += [second.advance()["transcripts"] for _ in range(4)]

    assert found == pytest.approx(expected, rel=1e-6)


def test_muon_makes_updates_orthogonal():
    found = orthogonal(torch.randn(2, 48, 32, generator=torch.Generator().manual_seed(0)))
    assert found.shape == (2, 48, 32)
    singular = torch.linalg.svdvals(found.float())
    assert singular.min() > 0.6 and singular.max() < 1.3
