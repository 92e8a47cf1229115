/**
 * {@link dev.quartzite.features.LogMelSpectrogram} → {@link dev.quartzite.acoustic.Emissions}: the
 * network. ONNX Runtime is known to one class alone, batching to another.
 */
@NullMarked
package dev.quartzite.acoustic;

import org.jspecify.annotations.NullMarked;
