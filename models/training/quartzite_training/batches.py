"""Batches of recordings drawn at random, several in a row, a pure function of seed and step.

Recordings of one length are recordings of one kind: batches sorted by length would each be of one corpus. Rows of about ROW
seconds are full without sorting.
"""

import dataclasses

import numpy as np
import torch
from torch.nn import functional as F

from .alphabet import BLANK, collapse, encode
from .augment import at_speed, to_tensor
from .corpus import steps
from .features import HOP, SAMPLE_RATE, log_mel

HELD_OUT = 40
"""Every 40th recording is never trained on: the curve's error rates are of those."""
ROW = 16
"""Seconds of a row, more or less."""
STEP = 2 * HOP
"""Samples from one row of posteriors to the next."""
QUIET = 0.4
"""Seconds that stay before and behind the speech."""


@dataclasses.dataclass
class Batch:
    """Rows of recordings.

    features ``[rows × frames × 64]``; lengths of the rows in frames; places: row, first step and steps of each recording; clean
    waveforms of each row's recordings, at the speed that the student hears, for a teacher beside the student; teacher
    ``[rows × steps × 29]`` log-probabilities, if stored; texts of the recordings as token indices: what the stored teacher hears
    where there is no text that can be spelled, None without both.
    """

    features: torch.Tensor
    lengths: torch.Tensor
    places: list
    waveforms: list
    teacher: torch.Tensor | None
    texts: list

    @property
    def steps(self):
        return self.lengths // 2


class Batches:
    """All batches of a run. ``seconds`` of audio a batch."""

    def __init__(self, store, augmentation, seconds, seed):
        self.store, self.augmentation, self.seconds, self.seed = store, augmentation, seconds, seed
        self.trained = [i for i in range(len(store)) if i % HELD_OUT]
        self.held_out = [i for i in range(len(store)) if i % HELD_OUT == 0]
        self._epoch, self._begin, self._end, self._batches = -1, 0, 0, []
        self._posteriors = store.posteriors()
        self._stretches = self._speech()

    def _speech(self):
        """First step and samples of each recording's speech: beginnings and ends in which the teacher hears nothing are cut.

        A third of Common Voice is that. QUIET seconds of it are left.
        """
        if self._posteriors is None:
            return [(0, entry["samples"]) for entry in self.store.index]
        return [_stretch(rows, entry["samples"]) for rows, entry in zip(self._posteriors, self.store.index)]

    def _order(self, epoch):
        """An epoch's batches: each recording once."""
        rng = np.random.default_rng((self.seed, epoch))
        batches, current, taken = [], [], 0
        for i in rng.permutation(self.trained).tolist():
            current.append(i)
            taken += self._stretches[i][1]
            if taken > self.seconds * SAMPLE_RATE:
                batches.append(current)
                current, taken = [], 0
        return [*batches, current] if current else batches

    def _rows(self, members):
        """The recordings in rows of about ROW seconds and nearly the same length: longest first, each into the shortest row."""
        whole = sum(self._stretches[i][1] for i in members)
        rows = [[] for _ in range(max(1, round(whole / SAMPLE_RATE / ROW)))]
        lengths = [0] * len(rows)
        for i in sorted(members, key=lambda i: -self._stretches[i][1]):
            row = lengths.index(min(lengths))
            rows[row].append(i)
            lengths[row] += self._stretches[i][1]
        return [row for row in rows if row]

    def at(self, step):
        """The batch of a step, counted over all epochs."""
        while step >= self._end or step < self._begin:
            epoch = 0 if step < self._begin else self._epoch + 1
            begin = 0 if step < self._begin else self._end
            self._epoch, self._batches = epoch, self._order(epoch)
            self._begin, self._end = begin, begin + len(self._batches)
        rng = np.random.default_rng((self.seed, self._epoch, step))
        return self.load(self._batches[step - self._begin], rng, self.augmentation)

    def load(self, members, rng, augmentation):
        """These recordings, augmented."""
        speed = augmentation.speeds[rng.integers(len(augmentation.speeds))]
        taught = self._posteriors is not None
        features, waveforms, teacher, places, texts = [], [], [], [], []
        for row, recordings in enumerate(self._rows(members)):
            clean = [at_speed(self._samples(i), speed) for i in recordings]
            heard = [self._features(samples, rng, augmentation) for samples in clean]
            sizes = [len(frames) // 2 for frames in heard]
            places += [(row, end - size, size) for end, size in zip(np.cumsum(sizes).tolist(), sizes)]
            texts += [encode(self.store.text(i)) or self._heard(i) for i in recordings]
            features.append(torch.cat(heard))
            waveforms.append(clean)
            if taught:
                teacher.append(torch.cat([self._taught(i, speed, size) for i, size in zip(recordings, sizes)]))
        lengths = torch.tensor([len(row) for row in features])
        return Batch(padded(features), lengths, places, waveforms, padded(teacher) if taught else None, texts)

    def _features(self, samples, rng, augmentation):
        """An even number of frames, so that the next recording in the row begins with a step of its own."""
        frames = log_mel(to_tensor(augmentation.waveform(samples, rng)), augmentation.speaker(rng))
        return even(augmentation.features(frames, rng))

    def _samples(self, i):
        step, length = self._stretches[i]
        return self.store.samples(i)[step * STEP :][:length]

    def _taught(self, i, speed, size):
        """What the teacher says at each of the ``size`` steps that the recording has at this speed."""
        step, length = self._stretches[i]
        rows = torch.from_numpy(self._posteriors[i][step:][: steps(length)].astype(np.float32))
        return rows if speed == 1 else _resampled(rows, speed, size)

    def _heard(self, i):
        """What the teacher hears in a recording, as token indices."""
        return None if self._posteriors is None else collapse(self._posteriors[i].argmax(1).tolist())


def _resampled(rows, speed, size):
    """Log-probabilities at ``size`` steps of another speed: between those of the two steps that lie nearest."""
    at = (torch.arange(size) * speed).clamp(max=len(rows) - 1)
    before, share = at.long(), at.frac()[:, None]
    after = (before + 1).clamp(max=len(rows) - 1)
    return torch.log((1 - share) * rows[before].exp() + share * rows[after].exp())


def even(frames):
    """With a frame of 0, the mean, behind an odd number."""
    return F.pad(frames, (0, 0, 0, len(frames) % 2))


def padded(rows):
    """Rows of different lengths side by side, zeros behind the shorter ones."""
    return torch.nn.utils.rnn.pad_sequence(rows, batch_first=True)


def _stretch(rows, samples):
    """The stretch of a recording in which a teacher hears something: first step, and number of samples."""
    letters = np.flatnonzero(rows[:, BLANK] < -0.7)
    if not len(letters):
        return 0, samples
    margin = int(QUIET * SAMPLE_RATE / STEP)
    first = max(0, letters[0] - margin)
    return first, min(samples, (letters[-1] + margin) * STEP) - first * STEP
