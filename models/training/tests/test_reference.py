"""Front end and network against values that NeMo 2.4 gave."""

import pathlib

import numpy as np
import onnxruntime
import soundfile
import torch

from quartzite_training.features import log_mel
from quartzite_training.network import log_probabilities
from quartzite_training.weights import from_onnx


def test_front_end_gives_nemos_features(shared):
    stages = shared / "golden" / "stages"
    utterances = [path for path in sorted(stages.glob("*.npz")) if path.stem != "constants"]
    assert utterances
    for path in utterances:
        stage = np.load(path)
        ours = log_mel(torch.from_numpy(stage["waveform"].squeeze())).T.numpy()
        assert np.abs(ours - stage["features"].squeeze()).max() < 1e-3


def test_network_gives_nemos_log_probabilities(shared):
    network = from_onnx(shared / "models" / "QuartzNet15x5-en.onnx")
    emissions = np.load(shared / "golden" / "emissions" / "librispeech-test-clean-200.npz")
    for name in emissions.files[:3]:
        samples, _ = soundfile.read(shared / "speech" / "librispeech-test-clean-200" / f"{name}.flac", dtype="float32")
        ours = log_probabilities(network, log_mel(torch.from_numpy(samples))).numpy()
        assert np.abs(ours - emissions[name]).max() < 1e-2


def test_the_embedded_model_can_be_gone_on_from():
    """Its file is not as export left it: float16, convolutions in two dimensions, masks."""
    file = pathlib.Path(__file__).parents[2] / "quartznet5x5-en" / "model.onnx"
    features = torch.randn(100, 64)
    session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
    inputs = {"audio_signal": features.T[None].numpy(), "length": np.array([100])}
    theirs = session.run(None, inputs)[0][0]
    assert np.abs(log_probabilities(from_onnx(file), features).numpy() - theirs).max() < 1e-3
