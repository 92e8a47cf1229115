package dev.quartzite.audio;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The command line that decodes standard input, and what it may do.
 *
 * <p>The recording is read by FFmpeg's {@code fd} protocol. That can seek, which MP4 with its index
 * at the end needs, so there is no temporary file; FFmpeg never sees a file name that a user chose;
 * and since {@code fd} is the only protocol allowed, a playlist inside can name no other file even
 * if it came past the list of formats.
 */
final class FfmpegCommand {
  /** Demuxers of recordings. None of them opens other files. */
  private static final String FORMATS =
      "aac,ac3,aiff,amr,amrnb,amrwb,ape,asf,au,avi,caf,eac3,flac,flv,matroska,mov,mp3,mpeg,mpegts,"
          + "ogg,tta,w64,wav,wv";

  /** Decoders of sound. Those of pictures are left out: probing a video would start them. */
  private static final String CODECS =
      "aac,aac_latm,ac3,adpcm_ima_qt,adpcm_ima_wav,adpcm_ms,adpcm_swf,adpcm_yamaha,alac,als,amrnb,"
          + "amrwb,ape,dca,eac3,evrc,flac,g722,g723_1,g726,g726le,g729,gsm,gsm_ms,ilbc,mace3,mace6,"
          + "mp1,mp1float,mp2,mp2float,mp3,mp3float,nellymoser,opus,pcm_alaw,pcm_bluray,pcm_dvd,pcm_f32be,"
          + "pcm_f32le,pcm_f64be,pcm_f64le,pcm_mulaw,pcm_s16be,pcm_s16le,pcm_s24be,pcm_s24le,"
          + "pcm_s32be,pcm_s32le,pcm_s64be,pcm_s64le,pcm_s8,pcm_u16be,pcm_u16le,pcm_u24be,pcm_u24le,"
          + "pcm_u32be,pcm_u32le,pcm_u8,qcelp,qdm2,speex,truehd,truespeech,tta,vorbis,wavpack,"
          + "wmalossless,wmapro,wmav1,wmav2,wmavoice";

  /**
   * Kaiser-windowed sinc with its middle at 0.96 of the lower half rate: flat to 0.9 of it, aliases
   * more than 100 dB down. Were channels to be mixed (in a recording that changes their number
   * half-way), then to their mean.
   */
  private static final String RESAMPLER =
      "aresample=%d:filter_size=96:exact_rational=1:filter_type=kaiser:kaiser_beta=12:cutoff=0.96"
          + ":rematrix_maxval=1.0";

  /** Largest single allocation, bytes. */
  private static final int MAX_ALLOCATION = 1 << 28;

  private static final Path SHELL = Path.of("/bin/sh");

  private FfmpegCommand() {}

  /** Decodes into AU of 32-bit floats with all channels at {@code sampleRate} hertz. */
  static List<String> resampled(int sampleRate, AudioLimits limits) {
    return decoding(RESAMPLER.formatted(sampleRate), limits);
  }

  /** Decodes into AU of 32-bit floats with all channels at the recording's own rate. */
  static List<String> unchanged(AudioLimits limits) {
    return decoding("anull", limits);
  }

  private static List<String> decoding(String filter, AudioLimits limits) {
    List<String> command = new ArrayList<>(confinement(limits));
    command.add(FfmpegProgram.get().executable().toString());
    command.addAll(List.of("-hide_banner", "-nostats", "-nostdin", "-loglevel", "level+error"));
    command.addAll(List.of("-threads", "1", "-max_alloc", Integer.toString(MAX_ALLOCATION)));
    command.addAll(List.of("-max_error_rate", "1")); // whatever can be decoded counts
    command.addAll(List.of("-protocol_whitelist", "fd", "-format_whitelist", FORMATS));
    command.addAll(List.of("-codec_whitelist", CODECS));
    // A second more than allowed: whoever reads the output refuses what is too long.
    command.addAll(List.of("-t", String.format(Locale.ROOT, "%.3f", limits.maxSeconds() + 1)));
    command.addAll(List.of("-fd", "0", "-i", "fd:", "-vn", "-sn", "-dn"));
    command.addAll(List.of("-filter_threads", "1", "-af", filter));
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
