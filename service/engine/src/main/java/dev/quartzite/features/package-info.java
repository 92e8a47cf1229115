/**
 * {@link dev.quartzite.audio.Waveform} → {@link dev.quartzite.features.LogMelSpectrogram}: the
 * log-mel front end that QuartzNet was trained with, in the three versions that NeMo's releases
 * had. TarsosDSP is known to one class alone.
 */
@NullMarked
package dev.quartzite.features;

import org.jspecify.annotations.NullMarked;
