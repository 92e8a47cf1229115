/**
 * Speech to text as a library. {@link dev.quartzite.Transcriber} is the whole line:
 *
 * <pre>{@code
 * bytes ─AudioReader→ Waveform ─LogMelExtractor→ LogMelSpectrogram ─AcousticModel→ Emissions ─CtcDecoder→ Hypothesis → Transcript
 *         [n] samples, 16 kHz   [frames × 64], 10 ms               [frames × 29], 20 ms     tokens + frames  words + seconds
 * }</pre>
 */
@NullMarked
package dev.quartzite;

import org.jspecify.annotations.NullMarked;
