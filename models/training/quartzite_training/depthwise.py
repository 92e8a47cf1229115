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
    def forward(ctx, x, filters, dilation):
        x = x.to(_computed_in(x)).contiguous()
        ctx.save_for_backward(x, filters)
        ctx.dilation = dilation
        return kernel("depthwise").convolve(x, filters.float(), dilation)

    @staticmethod
    def backward(ctx, gradient):
        x, filters = ctx.saved_tensors
        gradient = gradient.to(x.dtype).contiguous()
        wanted = ctx.needs_input_grad[0]
        of_input = kernel("depthwise").convolve(gradient, filters.float().flip(1), ctx.dilation) if wanted else None
        of_filters = kernel("depthwise").filter_gradient(x, gradient, filters.shape[1], ctx.dilation)
        return of_input, of_filters.to(filters.dtype), None


def depthwise(x, filters, stride=1, dilation=1):
    """Each channel convolved with its own filter ``[channels × kernel]``, zeros around it, every ``stride`` frames."""
    if x.device.type == "cpu" and x.shape[-1] % 16 == 0 and kernel("depthwise"):
        return _Fast.apply(x, filters, dilation)[:, ::stride]
    padding = dilation * (filters.shape[1] - 1) // 2
    weights = filters.to(x.dtype)[:, None]
    return F.conv1d(x.transpose(1, 2), weights, None, stride, padding, dilation, x.shape[-1]).transpose(1, 2)


def _computed_in(x):
    """What a convolution of this is computed in."""
    return torch.bfloat16 if x.dtype == torch.bfloat16 or torch.is_autocast_enabled("cpu") else torch.float32
