"""What is minimised: the teacher's posteriors, its hidden outputs, and the transcripts."""

import torch
from torch.nn import functional as F

from .alphabet import BLANK


def posteriors(logits, teacher, steps):
    """Kullback-Leibler divergence of the student's posteriors from the teacher's, nats a frame."""
    divergence = F.kl_div(F.log_softmax(logits.float(), -1), teacher, log_target=True, reduction="none").sum(-1)
    return (divergence * valid(steps, logits)).sum() / steps.sum()


def hints(taps, teacher_taps, steps):
    """Mean squared difference of hidden outputs over the variance of the teacher's, summed over the layers."""
    weights = valid(steps, taps[0]) / steps.sum()
    total = 0
    for ours, theirs in zip(taps, teacher_taps):
        theirs = theirs.float()
        difference = (ours.float() - theirs).square().mean(-1)
        total = total + (difference * weights).sum() / theirs.var().clamp_min(1e-6)
    return total


def transcripts(logits, texts, steps):
    """CTC loss (Graves 2006), nats a frame, of the recordings whose text can be spelled and fits."""
    known = [i for i, text in enumerate(texts) if text and 2 * len(text) < steps[i]]
    if not known:
        return logits.sum() * 0
    targets = torch.tensor([token for i in known for token in texts[i]], device=logits.device)
    target_lengths = torch.tensor([len(texts[i]) for i in known])
    log_probs = F.log_softmax(logits[known].float(), -1).transpose(0, 1)
    loss = F.ctc_loss(log_probs, targets, steps[known].cpu(), target_lengths, BLANK, reduction="sum", zero_infinity=True)
    return loss / steps[known].sum()


def valid(steps, like):
    """1 for frames of a recording, 0 behind it, ``[batch × steps]``."""
    return (torch.arange(like.shape[1], device=like.device) < steps.to(like.device)[:, None]).float()
