"""Training that is right: it can learn by heart, and an interruption changes nothing."""

import dataclasses
import json

import numpy as np
import pytest
import torch
from conftest import write_store

from quartzite_training import train
from quartzite_training.alphabet import BLANK, LABELS, encode
from quartzite_training.augment import Augmentation
from quartzite_training.batches import Batches
from quartzite_training.corpus import Store
from quartzite_training.muon import orthogonal
from quartzite_training.network import QuartzNet, Shape
from quartzite_training.options import arguments
from quartzite_training.train import Training

SMALL = Shape(blocks=((64, 11), (64, 13)), repeat=2, first=(64, 11), last=(64, 15), wide=128)


@pytest.fixture
def store(tmp_path):
    """Twelve recordings in which each letter is a tone of its own; the first is held out."""
    rng = np.random.default_rng(0)
    recordings = []
    for _ in range(12):
        text = "".join(rng.choice(list("abcdefgh "), 8)).strip() or "a"
        tones = [np.sin(2 * np.pi * (300 + 250 * LABELS.index(c)) * np.arange(2400) / 16000) for c in text]
        gaps = [np.concatenate([0.3 * tone, np.zeros(800)]) for tone in tones]
        samples = np.concatenate(gaps) + 0.001 * rng.standard_normal(3200 * len(text))
        recordings.append((samples, text))
    write_store(tmp_path, recordings)
    return tmp_path


def training(store, run, *more):
    options = [str(store), str(run), "--device", "cpu", "--posteriors", "0", "--transcripts", "1", "--seconds", "30"]
    return Training(arguments().parse_args([*options, *more]), SMALL)


@pytest.mark.parametrize("optimizer", ["adamw", "muon"])
def test_ten_utterances_are_learnt_by_heart(store, tmp_path, optimizer):
    more = f"--optimizer {optimizer} --steps 300 --seconds 6 --augment 0 --float32 --learning-rate 3e-3 --warm-up 10 --cool-down 60 --average 0.9".split()
    run = training(store, tmp_path / "run", *more)
    while run.step < run.options.steps:
        run.advance()
    run.batches.held_out = run.batches.trained[:10]
    assert run.evaluate() == {"words": 0, "characters": 0}
    assert run.held_out_losses()["transcripts"] < 0.05


@pytest.mark.parametrize("more", [("--optimizer", "adamw", "--speed"), ("--optimizer", "muon")])
def test_a_run_that_was_stopped_goes_on_as_if_it_had_not_been(store, tmp_path, more):
    more = ["--steps", "8", "--float32", *more]
    whole = training(store, tmp_path / "whole", *more)
    expected = [whole.advance()["transcripts"] for _ in range(8)]

    first = training(store, tmp_path / "stopped", *more)
    found = [first.advance()["transcripts"] for _ in range(4)]
    first.save()
    torch.manual_seed(99)
    second = training(store, tmp_path / "stopped", *more)
    found += [second.advance()["transcripts"] for _ in range(4)]

    assert found == pytest.approx(expected, rel=1e-6)


@pytest.fixture
def teacher(monkeypatch):
    """Stands where --teacher names an export."""
    torch.manual_seed(5)
    network = QuartzNet(dataclasses.replace(SMALL, times=2)).eval()
    monkeypatch.setattr(train, "from_onnx", lambda _: network)
    return network


def test_blockwise_each_part_learns_from_the_teachers_outputs_alone(store, tmp_path, teacher):
    more = "--blockwise --teacher T.onnx --posteriors 1 --transcripts 0 --float32 --augment 0 --steps 60 --learning-rate 1e-2"
    run = training(store, tmp_path / "run", *more.split(), *"--optimizer muon --warm-up 5 --cool-down 50".split())
    batch = run.batches.at(0)
    heard = teacher.hidden(batch.features, batch.lengths)[0]

    taps = run.student.hidden(batch.features, batch.lengths, heard)[0]
    for ours, theirs in zip(taps, heard):
        assert ours.std().item() == pytest.approx(theirs.std().item(), rel=0.2)

    first = run.advance()["blockwise"]
    while run.step < run.options.steps:
        last = run.advance()["blockwise"]
    assert last < 0.3 * first
    with torch.no_grad():
        before = run.student.hidden(batch.features, batch.lengths, heard)[0]
        run.student.prologue.filters.zero_()
        after = run.student.hidden(batch.features, batch.lengths, heard)[0]
    assert not torch.equal(after[0], before[0])
    assert all(torch.equal(a, b) for a, b in zip(after[1:], before[1:]))


def test_where_there_is_no_text_the_teacher_writes_it(store):
    index = json.loads((store / "index.json").read_text())
    index[1]["text"] = "+44 20"
    (store / "index.json").write_text(json.dumps(index))
    posteriors = Store(store).posteriors(create=True)
    posteriors[1][:] = -9
    posteriors[1][np.arange(len(posteriors[1])), BLANK] = 0
    for frame, token in ((3, 7), (4, 7), (6, 7), (9, 0), (12, 8)):
        posteriors[1][frame, token] = 1
    plain = Augmentation().scaled(0)
    batch = Batches(Store(store), plain, 30, 0).load([1, 2], np.random.default_rng(0), plain)
    assert batch.texts == [[7, 7, 0, 8], encode(index[2]["text"])]


@pytest.mark.parametrize("more", [("--posteriors", "1"), ("--blockwise",)])
def test_what_would_leave_nothing_to_learn_is_refused(store, tmp_path, more):
    with pytest.raises(ValueError, match="--teacher"):
        training(store, tmp_path / "run", "--steps", "1", *more)


def test_a_run_may_do_without_evaluation(store, tmp_path):
    run = training(store, tmp_path / "run", "--steps", "1", "--float32", "--evaluated", "0")
    run.run()
    assert (tmp_path / "run" / "last.pt").exists()


def test_muon_makes_updates_orthogonal():
    found = orthogonal(torch.randn(2, 48, 32, generator=torch.Generator().manual_seed(0)))
    assert found.shape == (2, 48, 32)
    singular = torch.linalg.svdvals(found.float())
    assert singular.min() > 0.6 and singular.max() < 1.3
