package dev.quartzite.audio;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Optional;

/** The header of AIFF and AIFF-C. The chunks COMM and SSND may come in either order. */
final class AiffHeader {
  private AiffHeader() {}

  /** The layout of the sound; none if it is compressed. */
  static Optional<PcmLayout> read(HeaderReader header) throws IOException {
    header.skip(8); // "FORM" and its length
    boolean compressible = header.tag().equals("AIFC");
    Optional<PcmLayout> format = Optional.empty();
    boolean formatSeen = false;
    long soundStart = -1;
    long soundBytes = 0;
    while (header.remaining() >= 8 && !(formatSeen && soundStart >= 0)) {
      String tag = header.tag();
      long size = header.u32();
      long end = header.position() + size + (size & 1);
      if (tag.equals("COMM")) {
        format = format(header, size, compressible);
        formatSeen = true;
      } else if (tag.equals("SSND")) {
        long offset = header.u32();
        soundStart = header.position() + 4 + offset;
        soundBytes = Math.min(size - 8 - offset, header.remaining() - 4 - offset);
      }
      header.skip(end - header.position());
    }
    return placed(header, formatSeen, format, soundStart, soundBytes);
  }

  private static Optional<PcmLayout> placed(
      HeaderReader header,
      boolean formatSeen,
      Optional<PcmLayout> format,
      long soundStart,
      long soundBytes) {
    if (!formatSeen) {
      throw header.lie("chunks", "a 'COMM' chunk", "none before the end of the file");
    }
    boolean soundExpected = format.isEmpty() || format.get().frames() > 0;
    if (soundStart < 0 && soundExpected) {
      throw header.lie("chunks", "an 'SSND' chunk", "none before the end of the file");
    }
    return format.map(f -> f.at(soundStart, f.frames() * f.frameBytes(), soundBytes));
  }

  private static Optional<PcmLayout> format(HeaderReader header, long size, boolean compressible)
      throws IOException {
    int least = compressible ? 22 : 18;
    if (size < least) {
      throw header.lie("size of the 'COMM' chunk", "at least " + least + " bytes", size);
    }
    int channels = header.channels(header.u16());
    long frames = header.u32();
    int bits = header.u16();
    int rate = header.sampleRate(extended(header));
    String compression = compressible ? header.tag() : "NONE";
    ByteOrder order = compression.equals("sowt") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    return encoding(header, compression, bits)
        .map(encoding -> new PcmLayout(encoding, order, channels, rate, 0, frames));
  }

  private static Optional<PcmEncoding> encoding(HeaderReader header, String compression, int bits) {
    return switch (compression) {
      case "NONE", "twos", "sowt", "in24", "in32" -> {
        if (bits < 1 || bits > 32) {
          throw header.lie("sample size", "1 to 32 bits for integers", bits);
        }
        yield Optional.of(PcmEncoding.signed((bits + 7) / 8));
      }
      case "raw " -> Optional.of(PcmEncoding.UNSIGNED_8);
      case "fl32", "FL32" -> Optional.of(PcmEncoding.FLOAT_32);
      case "fl64", "FL64" -> Optional.of(PcmEncoding.FLOAT_64);
      default -> Optional.empty();
    };
  }

  /** A number in the 80-bit format of IEEE 754: 15 bits of exponent, 64 bits of significand. */
  private static double extended(HeaderReader header) throws IOException {
    int exponent = header.u16();
    double significand = header.u32() * 0x1p32 + header.u32();
    return exponent > 0x7fff ? -1 : Math.scalb(significand, exponent - 16_383 - 63);
  }
}
