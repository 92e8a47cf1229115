/**
 * NeMo's {@code .nemo} archives: a tar of a YAML configuration and a PyTorch checkpoint → a network
 * in ONNX, its alphabet and its front end. Nothing in an archive is executed, and of its names none
 * becomes a path.
 *
 * <pre>{@code
 * NemoModel model = NemoModel.read(Path.of("stt_de_quartznet15x5.nemo"), scratchFolder);
 * CheckedNetwork network = new NetworkRewriter(scratchFolder).rewrite(model.network());
 * }</pre>
 */
@NullMarked
package dev.quartzite.models.nemo;

import org.jspecify.annotations.NullMarked;
