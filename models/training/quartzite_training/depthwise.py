"""Depthwise convolution over time of ``[batch × frames × channels]``, in the way that is fast on each device.

On a CPU with AVX-512, PyTorch's own backward pass is 10 to 100 times slower than it need be, the dilated one worst; there a
kernel of our own does it: values and filters in float32 or bfloat16, sums in float32. Everywhere else PyTorch's convolution does.
"""

import torch
from torch.nn import functional as F

from .kernels import kernel


class _Fast(torch.autograd.Function):
    """Forward and both gradients by the kernel; odd length, as many frames out as in."""

    @staticmethod
    def forward(ctx, x, filters, dilation, steps):
        x = x.to(_computed_in(x)).contiguous()
        whole = torch.full((len(x),), x.shape[1])
        steps = whole if steps is None else steps
        ctx.save_for_backward(x, filters, steps, whole)
        ctx.dilation = dilation
        return kernel("depthwise").convolve(x, filters.float(), dilation, steps, whole)

    @staticmethod
    def backward(ctx, gradient):
        x, filters, steps, whole = ctx.saved_tensors
        gradient = gradient.to(x.dtype).contiguous()
        fast, wanted = kernel("depthwise"), ctx.needs_input_grad[0]
        of_input = fast.convolve(gradient, filters.float().flip(1), ctx.dilation, whole, steps) if wanted else None
        of_filters = fast.filter_gradient(x, gradient, filters.shape[1], ctx.dilation, steps)
        return of_input, of_filters.to(filters.dtype), None, None


def depthwise(x, filters, stride=1, dilation=1, steps=None):
    """Each channel convolved with its own filter ``[channels × kernel]``, zeros around it, every ``stride`` frames.

    With ``steps`` ``[batch]`` what lies behind so many frames of a row counts as zeros, too.
    """
    if x.device.type == "cpu" and x.shape[-1] % 16 == 0 and kernel("depthwise"):
        return _Fast.apply(x, filters, dilation, steps)[:, ::stride]
    heard = x if steps is None else x * within(steps, x)[..., None].to(x.dtype)
    padding = dilation * (filters.shape[1] - 1) // 2
    weights = filters.to(x.dtype)[:, None]
    return F.conv1d(heard.transpose(1, 2), weights, None, stride, padding, dilation, x.shape[-1]).transpose(1, 2)


def within(steps, like):
    """Which steps of ``[batch × steps × …]`` are of a row and not behind its end, ``[batch × steps]``."""
    return torch.arange(like.shape[1], device=like.device) < steps.to(like.device)[:, None]


def _computed_in(x):
    """What a convolution of this is computed in."""
    return torch.bfloat16 if x.dtype == torch.bfloat16 or torch.is_autocast_enabled("cpu") else torch.float32
