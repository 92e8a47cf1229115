"""What is minimised: the teacher's posteriors, its hidden outputs, and the transcripts."""

import torch
from torch.nn import functional as F

from .alphabet import BLANK
from .depthwise import within


def posteriors(logits, teacher, steps):
    """Kullback-Leibler divergence of the student's posteriors from the teacher's, nats a frame."""
    divergence = F.kl_div(F.log_softmax(logits.float(), -1), teacher, log_target=True, reduction="none").sum(-1)
    return (divergence * within(steps, logits)).sum() / steps.sum()


def outputs(taps, teacher_taps, steps):
    """Mean squared difference of each part's outputs from the teacher's, over their variance, summed over the parts.

    A part that gave each channel's mean would have 1.
    """
    weights = within(steps, taps[0]) / steps.sum()
    total = 0
    for ours, theirs in zip(taps, teacher_taps):
        theirs = theirs.float()
        difference = (ours.float() - theirs).square().mean(-1)
        total = total + (difference * weights).sum() / theirs.flatten(0, 1).var(0).mean().clamp_min(1e-6)
    return total


def transcripts(logits, places, texts):
    """CTC loss (Graves 2006), nats a frame, of the recordings whose text can be spelled and fits.

    ``places`` are row, first step and steps of each recording in ``[rows × steps × 29]`` logits.
    """
    known = [(place, text) for place, text in zip(places, texts) if text and 2 * len(text) < place[2]]
    if not known:
        return logits.sum() * 0
    pieces = [F.log_softmax(logits[row, first : first + steps].float(), -1) for (row, first, steps), _ in known]
    targets = torch.tensor([token for _, text in known for token in text], device=logits.device)
    target_lengths = torch.tensor([len(text) for _, text in known])
    lengths = torch.tensor([len(piece) for piece in pieces])
    log_probs = torch.nn.utils.rnn.pad_sequence(pieces)
    loss = F.ctc_loss(log_probs, targets, lengths, target_lengths, BLANK, reduction="sum", zero_infinity=True)
    return loss / lengths.sum()
