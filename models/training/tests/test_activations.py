"""Each activation is its paper's formula, has true gradients, and is the same function in ONNX Runtime."""

import math

import onnxruntime
import pytest
import torch
from torch import nn
from torch.nn import functional as F

from quartzite_training.activations import ACTIVATIONS, GoLU, Sau, SmartMixed
from quartzite_training.export import export
from quartzite_training.network import QuartzNet, Shape, log_probabilities


def test_sau_is_leaky_relu_convolved_with_a_gaussian():
    a, sigma = 0.25, 1.7
    x = torch.linspace(-3, 3, 13, dtype=torch.float64)
    offsets = torch.linspace(-8, 8, 20001, dtype=torch.float64)
    gaussian = sigma / math.sqrt(2 * math.pi) * torch.exp(-0.5 * (sigma * offsets) ** 2)
    convolved = torch.trapezoid(F.leaky_relu(x[:, None] - offsets, a) * gaussian, offsets)
    torch.testing.assert_close(Sau(a, sigma).double()(x), convolved, rtol=1e-6, atol=1e-6)


def test_golu_is_x_times_the_gompertz_function_and_safe_far_out():
    x = torch.tensor([-1e4, -90.0, -2.0, 0.0, 3.0], requires_grad=True)
    y = GoLU()(x)
    torch.testing.assert_close(y[2:], x[2:] * torch.exp(-torch.exp(-x[2:])))
    assert y[:2].abs().max() == 0
    y.sum().backward()
    assert x.grad.isfinite().all()


def test_mish_is_x_times_tanh_of_softplus():
    x = torch.linspace(-5, 5, 11)
    torch.testing.assert_close(nn.Mish()(x), x * torch.tanh(F.softplus(x)))


def test_smartmixed_keeps_each_channels_choice_when_it_is_fixed():
    mixed = SmartMixed(12).eval()
    with torch.no_grad():
        mixed.logits.copy_(torch.eye(6).repeat(2, 1))
    x = torch.randn(2, 5, 12)
    searched = mixed(x)
    mixed.fix()
    torch.testing.assert_close(mixed(x), searched)
    torch.testing.assert_close(searched[..., 7], torch.sigmoid(x[..., 7]))


def test_smartmixed_trains_its_choice_until_it_is_fixed():
    mixed = SmartMixed(4)
    mixed(torch.randn(3, 4)).square().sum().backward()
    assert mixed.logits.grad.abs().sum() > 0
    mixed.fix()
    assert not mixed.logits.requires_grad


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_exported_network_is_the_same_function(name, tmp_path):
    torch.manual_seed(1)
    shape = Shape(blocks=((64, 11), (96, 13)), repeat=2, first=(64, 11), last=(96, 15), wide=128, activation=name)
    network = QuartzNet(shape).train()
    for module in network.modules():
        if isinstance(module, SmartMixed):
            nn.init.normal_(module.logits)
            module.fix()
    network(torch.randn(4, 120, 64))
    features = torch.randn(131, 64)
    expected = log_probabilities(network.eval(), features)
    export(network, tmp_path / "model.onnx")
    session = onnxruntime.InferenceSession(tmp_path / "model.onnx", providers=["CPUExecutionProvider"])
    found = session.run(None, {"audio_signal": features.T[None].numpy()})[0][0]
    assert abs(found - expected.numpy()).max() < 1e-4
