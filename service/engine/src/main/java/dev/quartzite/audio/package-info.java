/**
 * Bytes → {@link dev.quartzite.audio.Waveform}: reading recordings of any common container,
 * choosing channels and resampling. FFmpeg is known to this package alone.
 */
@NullMarked
package dev.quartzite.audio;

import org.jspecify.annotations.NullMarked;
