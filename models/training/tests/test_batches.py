"""What a batch is made of: each recording once an epoch, in rows, its speech beside what the teacher hears there."""

import dataclasses

import numpy as np
import pytest
import torch
from conftest import write_store

from quartzite_training.alphabet import BLANK
from quartzite_training.augment import Augmentation, to_tensor
from quartzite_training.batches import QUIET, Batches, even
from quartzite_training.corpus import Store
from quartzite_training.features import SAMPLE_RATE, log_mel

PLAIN = Augmentation().scaled(0)
SECONDS = (3.0, 1.3, 9.1, 0.9, 5.5, 2.2, 14.7, 4.4, 2.7, 1.8)


@pytest.fixture
def store(tmp_path):
    """Recordings of noise; the teacher hears the letter of the recording's number from second 1 on, until 1 before the end."""
    rng = np.random.default_rng(0)
    write_store(tmp_path, [(rng.uniform(-0.3, 0.3, int(seconds * SAMPLE_RATE)), "a") for seconds in SECONDS])
    for i, rows in enumerate(Store(tmp_path).posteriors(create=True)):
        rows[:] = -20
        rows[:, BLANK] = 0
        rows[50 : len(rows) - 50, (BLANK, i + 1)] = (-20, 0)
    return Store(tmp_path)


def batches(store, seconds):
    return Batches(store, PLAIN, seconds, 0)


def test_an_epoch_has_each_recording_once_and_no_other_order_twice(store):
    for seconds in (1, 12, 100):
        of_two = [list(batches(store, seconds)._order(epoch)) for epoch in (0, 1)]
        for epoch in of_two:
            assert sorted(i for members in epoch for i in members) == batches(store, seconds).trained
        assert of_two[0] != of_two[1]


def test_recordings_follow_one_another_in_rows_of_much_the_same_length(store):
    batch = batches(store, 100).load(range(10), np.random.default_rng(0), PLAIN)
    rows = {}
    for row, first, steps in batch.places:
        assert first == rows.get(row, 0)
        rows[row] = first + steps
    assert len(rows) > 1
    assert [rows[row] for row in sorted(rows)] == batch.steps.tolist()
    assert batch.steps.min() > 0.7 * batch.steps.max()
    assert batch.features.shape[:2] == (len(rows), 2 * batch.steps.max())
    assert batch.teacher.shape[:2] == (len(rows), batch.steps.max())


def test_speech_and_posteriors_belong_together_and_quiet_ends_are_cut(store):
    batch = batches(store, 100).load(range(10), np.random.default_rng(0), PLAIN)
    margin = int(QUIET * 50)
    found = set()
    for row, first, steps in batch.places:
        here = batch.teacher[row, first : first + steps]
        letters = here.argmax(1)
        i = letters[steps // 2].item() - 1
        if i + 1 == BLANK:  # nothing is heard in what is shorter than two seconds: nothing is cut
            continue
        found.add(i)
        assert (letters != BLANK).nonzero().flatten().tolist() == list(range(margin, steps - margin))
        whole = store.samples(i)
        cut = whole[(50 - margin) * 320 :][: (len(store.posteriors()[i]) - 101 + 2 * margin) * 320]
        expected = even(log_mel(to_tensor(cut)))
        torch.testing.assert_close(batch.features[row, 2 * first : 2 * (first + steps)], expected)
    assert found == {i for i, seconds in enumerate(SECONDS) if seconds > 2}


def test_a_warped_filter_bank_hears_another_speaker():
    def loudest(hertz, warp):
        tone = np.sin(2 * np.pi * hertz * np.arange(SAMPLE_RATE) / SAMPLE_RATE)
        noise = 1e-3 * np.random.default_rng(0).standard_normal(SAMPLE_RATE)
        # normalised over time, a band tells when it is loud: the tone sounds in the second half
        tone[: SAMPLE_RATE // 2] = 0
        return log_mel(to_tensor(tone + noise), warp)[60:].mean(0).argmax().item()

    for warp in (0.88, 1.12):
        for hertz in (500, 1500, 3000):
            assert loudest(warp * hertz, warp) == loudest(hertz, 1.0)
            assert loudest(hertz, warp) != loudest(hertz, 1.0)


@pytest.mark.parametrize("speed", [0.9, 1.1])
def test_at_another_speed_the_posteriors_stretch_with_the_speech(store, speed):
    perturbed = dataclasses.replace(PLAIN, speeds=(speed,))
    recorded, batch = (batches(store, 100).load(range(10), np.random.default_rng(0), way) for way in (PLAIN, perturbed))
    for (row, first, steps), (now, begin, count) in zip(recorded.places, batch.places):
        assert now == row and count == pytest.approx(steps / speed, abs=2)
        before, after = recorded.teacher[row, first : first + steps], batch.teacher[now, begin : begin + count]
        torch.testing.assert_close(after.exp().sum(1), torch.ones(count), rtol=1e-3, atol=1e-3)
        spoken = [(rows.argmax(1) != BLANK).nonzero()[:, 0] for rows in (before, after)]
        for end in (0, -1) if len(spoken[0]) else ():
            assert spoken[1][end].item() * speed == pytest.approx(spoken[0][end].item(), abs=1.5)
