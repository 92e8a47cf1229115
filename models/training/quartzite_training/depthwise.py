"""Depthwise convolution over time of ``[batch × frames × channels]``, in the way that is fast on each device.

On a CPU with AVX-512, PyTorch's own backward pass is 10 to 100 times slower than it need be, the dilated one worst; there a
kernel of our own does it: values and filters in bfloat16, sums in float32. Everywhere else PyTorch's convolution does.
"""

import functools
import pathlib
import shutil

import torch
from torch.nn import functional as F


@functools.lru_cache(maxsize=None)
def kernel():
    """The compiled kernel, or None where the processor or a compiler lacks."""
    cpuinfo = pathlib.Path("/proc/cpuinfo")
    if not (cpuinfo.exists() and "avx512bw" in cpuinfo.read_text() and shutil.which("c++")):
        return None
    from torch.utils.cpp_extension import load

    source = pathlib.Path(__file__).with_name("depthwise.cpp")
    return load("quartzite_depthwise", [str(source)], extra_cflags=["-O3", "-march=native", "-fopenmp"])


class _Fast(torch.autograd.Function):
    """Forward and both gradients by the kernel; odd length, as many frames out as in."""

    @staticmethod
    def forward(ctx, x, filters, dilation):
        x = x.to(torch.bfloat16).contiguous()
        ctx.save_for_backward(x, filters)
        ctx.dilation = dilation
        return kernel().convolve(x, filters.float(), dilation)

    @staticmethod
    def backward(ctx, gradient):
        x, filters = ctx.saved_tensors
        gradient = gradient.to(torch.bfloat16).contiguous()
        wanted = ctx.needs_input_grad[0]
        of_input = kernel().convolve(gradient, filters.float().flip(1), ctx.dilation) if wanted else None
        of_filters = kernel().filter_gradient(x, gradient, filters.shape[1], ctx.dilation)
        return of_input, of_filters.to(filters.dtype), None


def depthwise(x, filters, stride=1, dilation=1):
    """Each channel convolved with its own filter ``[channels × kernel]``, zeros around it, every ``stride`` frames."""
    if x.device.type == "cpu" and _is_bfloat16(x) and x.shape[-1] % 16 == 0 and kernel():
        return _Fast.apply(x, filters, dilation)[:, ::stride]
    padding = dilation * (filters.shape[1] - 1) // 2
    weights = filters.to(x.dtype)[:, None]
    return F.conv1d(x.transpose(1, 2), weights, None, stride, padding, dilation, x.shape[-1]).transpose(1, 2)


def _is_bfloat16(x):
    """Whether a convolution of this would be computed in bfloat16."""
    return x.dtype == torch.bfloat16 or torch.is_autocast_enabled("cpu")
