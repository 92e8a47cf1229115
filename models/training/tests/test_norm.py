"""The kernel against PyTorch's own batch normalisation, values, gradients and running statistics."""

import pytest
import torch
from torch import nn

from quartzite_training.kernels import kernel
from quartzite_training.norm import Norm


@pytest.mark.parametrize("relu", [False, True])
@pytest.mark.parametrize("rows, channels", [(1000, 48), (63, 29), (7, 16)])
def test_values_gradients_and_statistics_agree_with_pytorch(rows, channels, relu):
    if kernel("norm") is None:
        pytest.skip("the kernel needs AVX-512 and a C++ compiler")
    torch.manual_seed(0)
    x = torch.randn(rows, channels) * torch.rand(channels) * 3 + torch.randn(channels)
    upstream = torch.randn(rows, channels)
    ours, theirs = Norm(channels), nn.BatchNorm1d(channels, eps=1e-3)
    for norm in (ours, theirs):
        with torch.no_grad():
            norm.weight.copy_(torch.linspace(-1, 2, channels))
            norm.bias.copy_(torch.linspace(1, -1, channels))
    activation = nn.ReLU() if relu else None
    inputs = x.clone().requires_grad_(), x.clone().requires_grad_()

    y = ours(inputs[0], activation)
    expected = theirs(inputs[1]).relu() if relu else theirs(inputs[1])
    y.backward(upstream)
    expected.backward(upstream)

    near = {"rtol": 1e-4, "atol": 1e-4}
    torch.testing.assert_close(y, expected, **near)
    torch.testing.assert_close(inputs[0].grad, inputs[1].grad, **near)
    torch.testing.assert_close(dict(ours.named_parameters()), dict(theirs.named_parameters()))
    for one, other in zip(ours.parameters(), theirs.parameters()):
        torch.testing.assert_close(one.grad, other.grad, **near)
    torch.testing.assert_close(dict(ours.named_buffers()), dict(theirs.named_buffers()), **near)
    ours.eval(), theirs.eval()
    with torch.no_grad():
        torch.testing.assert_close(ours(x, activation), theirs(x).relu() if relu else theirs(x), **near)


@pytest.mark.parametrize("activation", [None, nn.ReLU()])
def test_a_network_that_diverged_does_not_look_sound(activation):
    norm, x = Norm(16).eval(), torch.zeros(3, 16)
    x[1, 2] = torch.nan
    with torch.no_grad():
        assert norm(x, activation)[1, 2].isnan()
