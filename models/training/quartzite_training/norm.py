"""Batch normalisation of ``[… × channels]`` together with the activation that follows.

On a CPU with AVX-512, float32 with ReLU or nothing behind is done by a kernel of our own, in fewer passes over memory than
PyTorch's two operations take and on all cores. Everything else is PyTorch's.
"""

import torch
from torch import nn

from .kernels import kernel


class _FastNorm(torch.autograd.Function):
    """With the batch's own statistics, which are given back besides."""

    @staticmethod
    def forward(ctx, x, weight, bias, eps, relu):
        mean, variance = kernel("norm").statistics(x)
        inverse = (variance + eps).rsqrt()
        scale = weight * inverse
        shift = bias - mean * scale
        ctx.save_for_backward(x, mean, inverse, scale, shift)
        ctx.relu = relu
        ctx.mark_non_differentiable(mean, variance)
        return kernel("norm").affine(x, scale, shift, relu), mean, variance

    @staticmethod
    def backward(ctx, gradient, *_):
        return *kernel("norm").gradients(gradient.contiguous(), *ctx.saved_tensors, ctx.relu), None, None


class Norm(nn.BatchNorm1d):
    """Batch normalisation of the last axis, with the epsilon that QuartzNet has."""

    def __init__(self, channels):
        super().__init__(channels, eps=1e-3, momentum=0.1)

    def forward(self, x, activation=None):
        """The normalised, with an activation applied if one is given."""
        rows = x.reshape(-1, x.shape[-1])
        fast = rows.device.type == "cpu" and rows.dtype == torch.float32 and (self.training or not torch.is_grad_enabled())
        if not (fast and isinstance(activation, nn.ReLU | None) and kernel("norm")):
            y = super().forward(rows).view(x.shape)
            return activation(y) if activation else y
        return self._fast(rows.contiguous(), activation is not None).view(x.shape)

    def _fast(self, rows, relu):
        if not self.training:
            scale = self.weight * (self.running_var + self.eps).rsqrt()
            return kernel("norm").affine(rows, scale, self.bias - self.running_mean * scale, relu)
        y, mean, variance = _FastNorm.apply(rows, self.weight, self.bias, self.eps, relu)
        with torch.no_grad():
            self.running_mean.lerp_(mean, self.momentum)
            self.running_var.lerp_(variance * (len(rows) / max(1, len(rows) - 1)), self.momentum)
            self.num_batches_tracked += 1
        return y
