"""Activations to choose from, each by its paper, each made of standard ONNX operators when exported."""

import math

import torch
from torch import nn
from torch.nn import functional as F


class Sau(nn.Module):
    """Smooth activation unit (arXiv 2109.13210): leaky ReLU of slope a convolved with a Gaussian of deviation s.

    (1+a)/2·x + (1-a)/2·x·erf(x/(s·√2)) + (1-a)·s/√(2π)·exp(-x²/(2s²)), which the paper writes with σ = 1/s; σ is trained.
    """

    def __init__(self, slope=0.01, sigma=1.0):
        super().__init__()
        self.slope = slope
        self.sigma = nn.Parameter(torch.tensor(float(sigma)))

    def forward(self, x):
        scaled = x * self.sigma
        smooth = torch.erf(scaled / math.sqrt(2)) * x
        bump = torch.exp(-0.5 * scaled * scaled) / (self.sigma * math.sqrt(2 * math.pi))
        return (1 + self.slope) / 2 * x + (1 - self.slope) * (0.5 * smooth + bump)


class GoLU(nn.Module):
    """Gompertz linear unit (arXiv 2502.03654): x·exp(-exp(-x))."""

    def forward(self, x):
        # exp(-x) overflows below -88; there the product is 0 long since.
        return x * torch.exp(-torch.exp(-x.clamp(min=-80.0)))


CANDIDATES = {
    "relu": F.relu,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "leaky_relu": F.leaky_relu,
    "elu": F.elu,
    "selu": F.selu,
}


class SmartMixed(nn.Module):
    """Every channel chooses its own activation, in two phases (SmartMixed, arXiv 2510.22450).

    In the first phase a channel's activation is one of :data:`CANDIDATES`, sampled by Gumbel-softmax with hard forward
    values and soft gradients (arXiv 1611.01144), so that the choice itself is trained. :meth:`fix` ends that phase: each channel
    keeps its most probable activation. Channels of one activation are then computed together, each group as one vector
    operation, and put back in order.
    """

    def __init__(self, channels):
        super().__init__()
        self.logits = nn.Parameter(torch.zeros(channels, len(CANDIDATES)))
        self.temperature = 1.0
        self.register_buffer("choice", torch.full((channels,), -1, dtype=torch.long))

    @property
    def fixed(self):
        """Whether the choice has been made."""
        return bool((self.choice >= 0).all())

    def fix(self):
        """Ends the first phase."""
        self.choice.copy_(self.logits.argmax(1))
        self.logits.requires_grad_(False)

    def forward(self, x):  # [... × channels]
        functions = list(CANDIDATES.values())
        if self.fixed:
            groups = [(self.choice == i).nonzero().squeeze(1) for i in range(len(functions))]
            present = [(function, group) for function, group in zip(functions, groups) if len(group)]
            if len(present) == 1:
                return present[0][0](x)
            order = torch.cat([group for _, group in present]).argsort()
            return torch.cat([function(x[..., group]) for function, group in present], -1)[..., order]
        if self.training:
            weights = F.gumbel_softmax(self.logits, self.temperature, hard=True)
        else:
            weights = F.one_hot(self.logits.argmax(1), len(functions)).to(x.dtype)
        return sum(function(x) * weights[:, i].to(x.dtype) for i, function in enumerate(functions))


ACTIVATIONS = {
    "relu": lambda channels: nn.ReLU(),
    "leaky_relu": lambda channels: nn.LeakyReLU(0.01),
    "mish": lambda channels: nn.Mish(),  # x·tanh(softplus(x)), arXiv 1908.08681
    "sau": lambda channels: Sau(),
    "golu": lambda channels: GoLU(),
    "smartmixed": SmartMixed,
}
