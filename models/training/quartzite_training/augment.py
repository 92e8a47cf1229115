"""What makes a small corpus larger: speed, noise, reverberation on the waveform, speakers and SpecAugment on the features.

All of it is drawn from a generator that the caller seeds by the step, so that a run that was stopped goes on with what it
would have heard.
"""

import dataclasses

import numpy as np
import soxr
import torch

from .features import SAMPLE_RATE

SPEEDS = (0.9, 1.0, 1.1)


@dataclasses.dataclass(frozen=True)
class Augmentation:
    """How often each happens, 0 to 1, and how strongly."""

    speeds: tuple = (1.0,)
    noise: float = 0.3
    reverberation: float = 0.1
    telephone: float = 0.1
    warp: float = 0.12
    time_masks: int = 2
    longest_time_mask: int = 40
    frequency_masks: int = 2
    widest_frequency_mask: int = 12

    def scaled(self, factor):
        """The same, more or less of it."""
        often = {name: factor * getattr(self, name) for name in ("noise", "reverberation", "telephone")}
        widths = {name: round(factor * getattr(self, name)) for name in ("longest_time_mask", "widest_frequency_mask")}
        return dataclasses.replace(self, warp=factor * self.warp, **often, **widths)

    def waveform(self, samples, rng):
        """One recording, as it might have been recorded elsewhere."""
        if rng.random() < self.reverberation:
            samples = reverberate(samples, rng)
        if rng.random() < self.noise:
            samples = add_noise(samples, rng)
        if rng.random() < self.telephone:
            samples = soxr.resample(soxr.resample(samples, SAMPLE_RATE, 8000), 8000, SAMPLE_RATE)[: len(samples)]
        return samples

    def speaker(self, rng):
        """By how much a recording's frequencies are warped, in steps of 0.02 so that few filter banks are made."""
        return 1 + 0.02 * round(rng.uniform(-self.warp, self.warp) / 0.02)

    def features(self, features, rng):
        """SpecAugment (arXiv 1904.08779): bands and stretches of ``[frames × mel bands]`` set to 0, the mean."""
        frames, bands = features.shape
        for _ in range(self.frequency_masks):
            width = int(rng.integers(self.widest_frequency_mask + 1))
            at = int(rng.integers(bands - width + 1))
            features[:, at : at + width] = 0
        for _ in range(self.time_masks):
            length = int(rng.integers(min(self.longest_time_mask, frames // 8) + 1))
            at = int(rng.integers(frames - length + 1))
            features[at : at + length] = 0
        return features


def at_speed(samples, speed):
    """A recording played faster (above 1) or slower, which changes pitch as well as pace."""
    return samples if speed == 1 else soxr.resample(samples, SAMPLE_RATE * speed, SAMPLE_RATE).astype(np.float32)


def add_noise(samples, rng):
    """Noise whose spectrum falls by 0 to 6 dB an octave, 5 to 30 dB below the speech."""
    spectrum = np.fft.rfft(rng.standard_normal(_fast(len(samples)), dtype=np.float32))
    slope = rng.uniform(0, 1)
    noise = np.fft.irfft(spectrum / np.maximum(np.arange(len(spectrum)), 1) ** slope)[: len(samples)]
    level = np.sqrt((samples**2).mean() + 1e-12) * 10 ** (-rng.uniform(5, 30) / 20)
    return (samples + noise / (noise.std() + 1e-12) * level).astype(np.float32)


def reverberate(samples, rng):
    """A room: the direct sound, and behind it noise that falls by 60 dB in 0.1 to 0.5 s, 0 to 12 dB softer."""
    length = int(SAMPLE_RATE * rng.uniform(0.1, 0.5))
    tail = rng.standard_normal(length) * 10 ** (-3 * np.arange(length) / length)
    tail[: SAMPLE_RATE // 400] = 0
    tail *= 10 ** (-rng.uniform(0, 12) / 20) / np.sqrt((tail**2).sum())
    tail[0] = 1
    size = _fast(len(samples) + length - 1)
    wet = np.fft.irfft(np.fft.rfft(samples, size) * np.fft.rfft(tail, size), size)[: len(samples)]
    return (wet * np.sqrt((samples**2).mean() / ((wet**2).mean() + 1e-12))).astype(np.float32)


def _fast(length):
    """The next length with many factors of 2: a transform of a prime one takes several times as long."""
    return -(-length // 4096) * 4096


def to_tensor(samples):
    """A waveform as PyTorch takes it."""
    return torch.from_numpy(np.ascontiguousarray(samples, dtype=np.float32))
