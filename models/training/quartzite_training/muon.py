"""Muon (Jordan 2024): momentum whose update of a matrix is made orthogonal, so that no direction is favoured."""

import torch

from .kernels import has_bfloat16

COEFFICIENTS = ((7.9384, -23.422, 17.3553), (3.4187, -2.7341, 0.5702), (2.9231, -2.6025, 0.7163))
"""Of the quintics that bring singular values near 1, one each iteration (arXiv 2505.16932), fitted to those of momenta in training.

The outcome has a cosine of 0.89 with U·Vᵀ. Five iterations of Jordan's one quintic have 0.94, and learn no faster for it.
"""


def orthogonal(matrices):
    """Approximately U·Vᵀ of each ``[n × rows × columns]`` by the Newton-Schulz iteration, in bfloat16 where that is faster."""
    x = matrices.to(torch.bfloat16) if has_bfloat16(matrices.device.type) else matrices
    tall = x.shape[-2] > x.shape[-1]
    x = x.mT if tall else x
    x = x / (x.norm(dim=(-2, -1), keepdim=True) + 1e-7)
    for a, b, c in COEFFICIENTS:
        gram = x @ x.mT
        x = torch.baddbmm(x, torch.baddbmm(gram, gram, gram, beta=b, alpha=c), x, beta=a)
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
