"""The training recipe of Quartzite's embedded model: prepare, distil, fine-tune, export, evaluate."""
