"""Going on from a model whose normalisations are folded."""

import torch

from quartzite_training.network import QuartzNet, Shape, log_probabilities
from quartzite_training.weights import mixes_with_norms, unfold

SMALL = Shape(blocks=((16, 5), (16, 5)), first=(16, 5), last=(16, 7), wide=32, repeat=2)


def test_unfolding_keeps_the_function_and_gives_all_weights_one_size():
    torch.manual_seed(0)
    network, features = QuartzNet(SMALL).eval(), torch.randn(4, 200, 64)
    with torch.no_grad():
        for i, (mix, norm) in enumerate(mixes_with_norms(network)):
            mix.weight.mul_(0.002 if i % 2 else 5)
            norm.running_var.fill_(1 - norm.eps)
            norm.weight.fill_(500 if i % 2 else 0.2)
    before = log_probabilities(network, features[0])
    unfold(network, features)
    torch.testing.assert_close(log_probabilities(network, features[0]), before, rtol=1e-3, atol=1e-3)
    sizes = torch.stack([mix.weight.square().mean().sqrt() for mix, _ in mixes_with_norms(network)])
    torch.testing.assert_close(sizes, torch.full_like(sizes, 0.05))
    network.train()
    with torch.no_grad():
        trained = torch.log_softmax(network(features), -1)[0]
    torch.testing.assert_close(trained, before, rtol=1e-2, atol=1e-2)
