package dev.quartzite.audio;

import java.io.IOException;
import java.io.PushbackInputStream;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Decodes and resamples by a child process, so that a recording made to break a decoder breaks only
 * that.
 *
 * <p>Implementation notes. The file is the child's standard input, read by FFmpeg's {@code fd:}
 * protocol: that can seek, which MP4 needs; FFmpeg never sees a file name that a user chose; and
 * since {@code fd} is the only protocol allowed, no playlist inside can name another file, even if
 * it came past the list of formats. There is no temporary file. The sound comes back as AU, a
 * header of channels and rate before endless samples, with all channels: they are mixed in one
 * place, whichever way they came.
 */
final class FfmpegDecoder {
  /** Demuxers of recordings. None of them opens other files. */
  private static final List<String> FORMATS =
      List.of(
          "aac",
          "ac3",
          "aiff",
          "amr",
          "amrnb",
          "amrwb",
          "ape",
          "asf",
          "au",
          "avi",
          "caf",
          "eac3",
          "flac",
          "flv",
          "matroska",
          "mov",
          "mp3",
          "mpeg",
          "mpegts",
          "ogg",
          "tta",
          "w64",
          "wav",
          "wv");

  /**
   * 96 taps and a Kaiser window: aliases and images 130 dB down, flat to 0.96 of the lower half
   * rate.
   */
  private static final String RESAMPLER =
      "aresample=%d:filter_size=96:exact_rational=1:filter_type=kaiser:kaiser_beta=12:cutoff=0.96"
          + ":rematrix_maxval=1.0";

  /** Largest single allocation, bytes. */
  private static final int MAX_ALLOCATION = 1 << 28;

  private static final Path SHELL = Path.of("/bin/sh");

  private FfmpegDecoder() {}

  /**
   * The sound of a recording at {@code sampleRate} hertz.
   *
   * @throws UnsupportedAudioException if nothing in it can be decoded
   */
  static PcmFrames open(Path recording, int sampleRate, AudioLimits limits) throws IOException {
    FfmpegProcess process =
        new FfmpegProcess(command(sampleRate, limits), recording, limits.decodeTimeout());
    boolean opened = false;
    try {
      PcmFrames frames = frames(process);
      opened = true;
      return frames;
    } catch (UnsupportedAudioException e) {
      boolean broken = e.reason() != UnsupportedAudioException.Reason.UNDECODABLE;
      throw broken || ContainerSignature.matches(recording)
          ? e
          : UnsupportedAudioException.notAudio();
    } finally {
      if (!opened) {
        process.close();
      }
    }
  }

  private static PcmFrames frames(FfmpegProcess process) throws IOException {
    PushbackInputStream output = new PushbackInputStream(process);
    requireMore(output);
    PcmLayout layout =
        AuHeader.read(new HeaderReader("AU", output, Long.MAX_VALUE, ByteOrder.BIG_ENDIAN))
            .orElseThrow();
    requireMore(output);
    return new PcmFrames(output, layout);
  }

  private static void requireMore(PushbackInputStream output) throws IOException {
    int next = output.read();
    if (next < 0) {
      throw UnsupportedAudioException.undecodable("no sound was found in it");
    }
    output.unread(next);
  }

  private static List<String> command(int sampleRate, AudioLimits limits) {
    List<String> command = new ArrayList<>(confinement(limits));
    command.add(FfmpegProgram.get().executable().toString());
    command.addAll(List.of("-hide_banner", "-nostats", "-nostdin", "-loglevel", "level+error"));
    command.addAll(List.of("-threads", "1", "-max_alloc", Integer.toString(MAX_ALLOCATION)));
    command.addAll(List.of("-max_error_rate", "1")); // what can be decoded counts
    command.addAll(List.of("-protocol_whitelist", "fd"));
    command.addAll(List.of("-format_whitelist", String.join(",", FORMATS)));
    // A second more than allowed: the reader itself refuses what is too long.
    command.addAll(List.of("-t", String.format(Locale.ROOT, "%.3f", limits.maxSeconds() + 1)));
    command.addAll(List.of("-fd", "0", "-i", "fd:", "-vn", "-sn", "-dn"));
    command.addAll(List.of("-filter_threads", "1", "-af", RESAMPLER.formatted(sampleRate)));
    command.addAll(List.of("-f", "au", "-c:a", "pcm_f32be", "pipe:1"));
    return command;
  }

  /** A shell that limits itself and becomes FFmpeg: no more memory, no file written, no core. */
  private static List<String> confinement(AudioLimits limits) {
    if (!FfmpegProgram.onLinux() || !Files.isExecutable(SHELL)) {
      return List.of();
    }
    String script = "ulimit -v \"$0\"; ulimit -f 0; ulimit -c 0; exec \"$@\"";
    String kilobytes = Long.toString(limits.maxDecoderBytes() / 1024);
    return List.of(SHELL.toString(), "-c", script, kilobytes);
  }
}
