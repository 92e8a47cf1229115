package dev.quartzite.audio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The first bytes of the containers that are accepted. They decide between "not a recording" and "a
 * recording that is broken" once decoding has given nothing; whether a file is decoded is decided
 * by FFmpeg's own probing, which is stricter.
 */
final class ContainerSignature {
  private static final int LENGTH = 12;

  private static final Pattern KNOWN =
      Pattern.compile(
          "(?s)("
              + String.join(
                  "|",
                  "(RIFF|RIFX|RF64|BW64)....(WAVE|AVI )",
                  "FORM....AIF[FC]",
                  "\\.snd",
                  "fLaC",
                  "OggS",
                  "ID3",
                  "\\x1a\\x45\\xdf\\xa3", // EBML: Matroska, WebM
                  "....(ftyp|moov|mdat|wide|free|skip)", // ISO base media, QuickTime
                  "#!AMR",
                  "\\x30\\x26\\xb2\\x75\\x8e\\x66\\xcf\\x11", // ASF: WMA
                  "caff",
                  "riff\\x2e\\x91\\xcf\\x11", // Wave64
                  "wvpk",
                  "TTA1",
                  "FLV\\x01",
                  "\\x0b\\x77", // AC-3
                  "\\xff[\\xe2\\xe3\\xf2\\xf3\\xfa\\xfb]", // MPEG audio, layer III
                  "\\xff[\\xf0\\xf1\\xf8\\xf9]") // ADTS: AAC
              + ").*");

  private ContainerSignature() {}

  /** Whether the file begins as an accepted container does. */
  static boolean matches(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      String head = new String(in.readNBytes(LENGTH), StandardCharsets.ISO_8859_1);
      return KNOWN.matcher(head).matches();
    }
  }
}
