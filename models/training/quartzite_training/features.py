"""The front end ``nemo-1.x`` in PyTorch: log-mel features as the service computes them.

Pre-emphasis 0.97 on the whole signal, centred STFT (512 points every 160, symmetric Hann window of 320), power, 64 Slaney
mel bands from 0 to 8000 Hz, ln(x + 2**-24), then mean and standard deviation (divisor N - 1, plus 1e-5) of each band.
"""

import functools

import numpy as np
import torch

SAMPLE_RATE = 16000
HOP = 160
WINDOW = 320
FFT = 512
MEL_BANDS = 64
HIGHEST_FORMANT = 4800
"""Hertz."""


def _mel(hertz):
    logarithmic = 15 + 27 * np.log(np.maximum(hertz, 1e-9) / 1000) / np.log(6.4)
    return np.where(hertz < 1000, hertz * 3 / 200, logarithmic)


def _hertz(mel):
    return np.where(mel < 15, mel * 200 / 3, 1000 * np.exp(np.log(6.4) / 27 * (mel - 15)))


def _warped(hertz, factor):
    """Frequencies times a factor; from where the formants end, in a line to half the sampling rate, which stays."""
    nyquist, top = SAMPLE_RATE / 2, HIGHEST_FORMANT * min(factor, 1)
    beyond = nyquist - (nyquist - top) / (nyquist - top / factor) * (nyquist - hertz)
    return np.where(hertz <= top / factor, hertz * factor, beyond)


def mel_filterbank(warp=1.0):
    """Triangles of equal area on Slaney's mel scale, ``[mel bands × bins]``.

    With ``warp`` above 1 they lie higher, as if the vocal tract were longer (VTLP, Jaitly and Hinton 2013).
    """
    edges = _warped(_hertz(np.linspace(0, _mel(np.array(SAMPLE_RATE / 2)), MEL_BANDS + 2)), warp)
    bins = np.linspace(0, SAMPLE_RATE / 2, FFT // 2 + 1)
    widths = np.diff(edges)
    ramps = edges[:, None] - bins
    triangles = np.maximum(0, np.minimum(-ramps[:-2] / widths[:-1, None], ramps[2:] / widths[1:, None]))
    return (triangles * (2 / (edges[2:] - edges[:-2]))[:, None]).astype(np.float32)


@functools.lru_cache(maxsize=None)
def _constants(device, warp):
    window = torch.hann_window(WINDOW, periodic=False, device=device)
    return window, torch.from_numpy(mel_filterbank(warp)).to(device)


def log_mel(samples, warp=1.0):
    """Features ``[frames × mel bands]`` of a waveform ``[samples]`` in [-1, 1], of another speaker with ``warp``."""
    window, filters = _constants(samples.device, warp)
    emphasised = torch.cat([samples[:1], samples[1:] - 0.97 * samples[:-1]])
    spectrum = torch.stft(emphasised, FFT, HOP, WINDOW, window, center=True, pad_mode="reflect", return_complex=True)
    power = spectrum.real**2 + spectrum.imag**2
    log = torch.log(filters @ power + 2**-24)
    deviation = log.std(1, keepdim=True) if log.shape[1] > 1 else torch.zeros_like(log)
    return ((log - log.mean(1, keepdim=True)) / (deviation + 1e-5)).T
