package dev.quartzite.audio;

import java.io.IOException;
import java.util.Optional;

/** The header of Sun's AU. Its length field may be unknown (all ones), as in a stream. */
final class AuHeader {
  private static final int BYTES = 24;
  private static final long UNKNOWN_LENGTH = 0xffff_ffffL;

  private AuHeader() {}

  /** The layout of the sound; none if it is compressed. */
  static Optional<PcmLayout> read(HeaderReader header) throws IOException {
    header.skip(4); // ".snd"
    long offset = header.u32();
    long size = header.u32();
    long code = header.u32();
    int rate = header.sampleRate((double) header.u32());
    int channels = header.channels(header.u32());
    if (offset < BYTES) {
      throw header.lie("offset of the sound", "at least " + BYTES + " bytes", offset);
    }
    header.skip(offset - BYTES);
    long claimed = size == UNKNOWN_LENGTH ? Long.MAX_VALUE : size;
    return encoding(code)
        .map(encoding -> new PcmLayout(encoding, header.order(), channels, rate, 0, 0))
        .map(format -> format.at(offset, claimed, header.remaining()));
  }

  private static Optional<PcmEncoding> encoding(long code) {
    return switch ((int) Math.min(code, Integer.MAX_VALUE)) {
      case 2 -> Optional.of(PcmEncoding.SIGNED_8);
      case 3 -> Optional.of(PcmEncoding.SIGNED_16);
      case 4 -> Optional.of(PcmEncoding.SIGNED_24);
      case 5 -> Optional.of(PcmEncoding.SIGNED_32);
      case 6 -> Optional.of(PcmEncoding.FLOAT_32);
      case 7 -> Optional.of(PcmEncoding.FLOAT_64);
      default -> Optional.empty();
    };
  }
}
