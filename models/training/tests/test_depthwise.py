"""The kernel against PyTorch's own convolution, values and gradients."""

import pytest
import torch
from torch.nn import functional as F

from quartzite_training.depthwise import depthwise
from quartzite_training.kernels import kernel


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
@pytest.mark.parametrize("length, dilation, frames, stride", [(33, 1, 100, 1), (75, 1, 41, 1), (87, 2, 150, 1), (5, 1, 1, 1), (33, 1, 101, 2)])
def test_values_and_gradients_agree_with_pytorch(length, dilation, frames, stride, dtype):
    if kernel("depthwise") is None:
        pytest.skip("the kernel needs AVX-512 and a C++ compiler")
    torch.manual_seed(0)
    x = torch.randn(3, frames, 32).bfloat16().to(dtype)
    filters = torch.randn(32, length).bfloat16().float()
    upstream = torch.randn(3, (frames + stride - 1) // stride, 32).bfloat16().to(dtype)

    steps = torch.tensor([frames, frames // 2, 0])
    heard = torch.arange(frames) < steps[:, None]

    ours = x.clone().requires_grad_(), filters.clone().requires_grad_()
    depthwise(*ours, stride, dilation, steps).backward(upstream)
    theirs = x.float().requires_grad_(), filters.clone().requires_grad_()
    padding = dilation * (length - 1) // 2
    masked = (theirs[0] * heard[..., None]).transpose(1, 2)
    reference = F.conv1d(masked, theirs[1][:, None], None, stride, padding, dilation, 32).transpose(1, 2)
    reference.backward(upstream.float())

    tolerance = {"rtol": 1e-2, "atol": 2e-2} if dtype == torch.bfloat16 else {"rtol": 1e-5, "atol": 1e-4}
    torch.testing.assert_close(depthwise(x, filters, stride, dilation, steps).float(), reference, **tolerance)
    torch.testing.assert_close(ours[0].grad.float(), theirs[0].grad, **tolerance)
    torch.testing.assert_close(ours[1].grad, theirs[1].grad, rtol=1e-4, atol=1e-3)
