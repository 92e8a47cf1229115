package dev.quartzite.audio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Turns recordings of any common audio or video container into waveforms of one sample rate.
 * Immutable; safe for any number of threads.
 *
 * <p>Uncompressed sound at that rate (WAV, AIFF, AU) and FLAC are read directly; everything else is
 * decoded and resampled by FFmpeg in a child process, which takes some 25 ms to start.
 *
 * <pre>{@code
 * AudioReader reader = new AudioReader(16_000, AudioLimits.defaults());
 * Waveform speech = reader.read(Path.of("speech.m4a"), ChannelSelection.MIX).get(0);
 * }</pre>
 */
public final class AudioReader {
  private static final int BLOCK_SAMPLES = 1 << 13;

  /** An array holds no more. */
  private static final int MAX_SAMPLES = Integer.MAX_VALUE - 8;

  private final int sampleRate;
  private final AudioLimits limits;

  /**
   * @param sampleRate of the waveforms, hertz
   */
  public AudioReader(int sampleRate, AudioLimits limits) {
    if (sampleRate <= 0) {
      throw new IllegalArgumentException("a sample rate is positive, not " + sampleRate + " Hz");
    }
    if (limits.maxSeconds() * sampleRate > MAX_SAMPLES) {
      throw new IllegalArgumentException(
          "the longest recording at %d Hz is %d s, not %.0f s"
              .formatted(sampleRate, MAX_SAMPLES / sampleRate, limits.maxSeconds()));
    }
    this.sampleRate = sampleRate;
    this.limits = limits;
  }

  /** Hertz of the waveforms. */
  public int sampleRate() {
    return sampleRate;
  }

  /**
   * Reads a whole recording: one waveform, or one for each channel where they are kept separate. A
   * recording without samples gives empty waveforms; one that is cut off gives what is there.
   *
   * @throws UnsupportedAudioException if it is not a recording, cannot be decoded, is too long or
   *     lacks the channel
   * @throws CancellationException if the thread is interrupted, which it stays; the decoder is gone
   * @throws UncheckedIOException if the file cannot be read
   * @throws IllegalStateException if FFmpeg is needed and cannot be started
   */
  public List<Waveform> read(Path recording, ChannelSelection channels) {
    try (AudioStream stream = decode(recording, channels)) {
      return collect(stream);
    }
  }

  /**
   * Opens a recording to be read block by block, as one waveform.
   *
   * @param channels the mix or one channel
   * @throws IllegalArgumentException if the channels are to be kept separate
   * @throws UnsupportedAudioException as {@link #read}
   */
  public AudioStream open(Path recording, ChannelSelection channels) {
    if (channels.kind() == ChannelSelection.Kind.SEPARATE) {
      throw new IllegalArgumentException("a stream has one waveform: mix, or a channel number");
    }
    return decode(recording, channels);
  }

  private AudioStream decode(Path recording, ChannelSelection channels) {
    try {
      if (Files.size(recording) == 0) {
        throw UnsupportedAudioException.empty();
      }
      Optional<PcmLayout> header = PcmHeader.read(recording);
      header.ifPresent(layout -> check(layout, channels));
      PcmFrames frames = frames(recording, header);
      try {
        return new AudioStream(frames, channels, limits);
      } catch (UnsupportedAudioException e) {
        frames.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Refuses by the header alone, where it tells enough. */
  private void check(PcmLayout layout, ChannelSelection channels) {
    int waveforms = channels.waveforms(layout.channels());
    limits.check((double) layout.frames() / layout.sampleRate(), waveforms);
  }

  private PcmFrames frames(Path recording, Optional<PcmLayout> header) throws IOException {
    if (header.isPresent() && header.get().frames() == 0) {
      return PcmFrames.none(header.get().atRate(sampleRate));
    }
    if (header.isPresent() && header.get().sampleRate() == sampleRate) {
      return PcmFrames.open(recording, header.get());
    }
    Optional<PcmFrames> flac = FlacStream.open(recording, sampleRate);
    return flac.isPresent() ? flac.get() : FfmpegDecoder.open(recording, sampleRate, limits);
  }

  private static List<Waveform> collect(AudioStream stream) {
    List<SampleBuffer> collected = new ArrayList<>();
    for (int w = 0; w < stream.waveforms(); w++) {
      collected.add(new SampleBuffer(stream.expectedSamples()));
    }
    float[][] block = new float[stream.waveforms()][BLOCK_SAMPLES / stream.waveforms()];
    for (int count = stream.read(block); count >= 0; count = stream.read(block)) {
      for (int w = 0; w < block.length; w++) {
        collected.get(w).append(block[w], count);
      }
    }
    return collected.stream().map(samples -> samples.toWaveform(stream.sampleRate())).toList();
  }
}
