"""Muon (Jordan 2024): momentum whose update of a matrix is made orthogonal, so that no direction is favoured."""

import torch

from .kernels import has_bfloat16

COEFFICIENTS = (3.4445, -4.7750, 2.0315)
"""Of the quintic iteration that brings singular values near 1."""


def orthogonal(matrices, iterations=5):
    """Approximately U·Vᵀ of each ``[n × rows × columns]`` by the Newton-Schulz iteration, in bfloat16 where that is faster."""
    a, b, c = COEFFICIENTS
    x = matrices.to(torch.bfloat16) if has_bfloat16(matrices.device.type) else matrices
    tall = x.shape[-2] > x.shape[-1]
    x = x.mT if tall else x
    x = x / (x.norm(dim=(-2, -1), keepdim=True) + 1e-7)
    for _ in range(iterations):
        gram = x @ x.mT
        x = a * x + (b * gram + c * gram @ gram) @ x
    return (x.mT if tall else x).to(matrices.dtype)


class Muon(torch.optim.Optimizer):
    """For matrices alone. Updates have the size that Adam's have (arXiv 2502.16982), so that one learning rate serves both."""

    def __init__(self, parameters, lr, momentum=0.95, weight_decay=0.0):
        super().__init__(parameters, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            shapes = {}
            for parameter in group["params"]:
                shapes.setdefault(parameter.shape, []).append(parameter)
            for alike in shapes.values():
                self._update(alike, group)

    def _update(self, parameters, group):
        updates = []
        for parameter in parameters:
            state = self.state[parameter]
            velocity = state.setdefault("velocity", torch.zeros_like(parameter))
            velocity.lerp_(parameter.grad, 1 - group["momentum"])
            updates.append(parameter.grad.lerp(velocity, group["momentum"]))
        rate = 0.2 * max(parameters[0].shape) ** 0.5 * group["lr"]
        for parameter, update in zip(parameters, orthogonal(torch.stack(updates))):
            parameter.mul_(1 - group["lr"] * group["weight_decay"]).add_(update, alpha=-rate)
