package dev.quartzite.audio;

import java.util.OptionalDouble;

/**
 * A recording that cannot be turned into a waveform, and why. The message is meant for whoever sent
 * the recording: it names neither files nor programs of this machine.
 */
public final class UnsupportedAudioException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Why a recording is refused. */
  public enum Reason {
    /** A file of 0 bytes. */
    EMPTY,
    /** Not an audio container that is accepted. */
    NOT_AUDIO,
    /** An accepted container with nothing in it that can be decoded, or with a lying header. */
    UNDECODABLE,
    /** Longer than {@link AudioLimits#maxSeconds}. */
    TOO_LONG,
    /** A channel was asked for that the recording does not have. */
    NO_SUCH_CHANNEL,
    /** Decoding took longer than {@link AudioLimits#decodeTimeout}. */
    TIMED_OUT
  }

  private final Reason reason;
  private final double foundSeconds;
  private final double limitSeconds;

  private UnsupportedAudioException(Reason reason, String message, double found, double limit) {
    super(message);
    this.reason = reason;
    this.foundSeconds = found;
    this.limitSeconds = limit;
  }

  private UnsupportedAudioException(Reason reason, String message) {
    this(reason, message, Double.NaN, Double.NaN);
  }

  public Reason reason() {
    return reason;
  }

  /**
   * Seconds of a recording that is {@link Reason#TOO_LONG}. Where the container does not state its
   * length, decoding stopped at the limit and the recording has at least these.
   */
  public OptionalDouble foundSeconds() {
    return Double.isNaN(foundSeconds) ? OptionalDouble.empty() : OptionalDouble.of(foundSeconds);
  }

  /** The limit that a recording broke that is {@link Reason#TOO_LONG}, seconds. */
  public OptionalDouble limitSeconds() {
    return Double.isNaN(limitSeconds) ? OptionalDouble.empty() : OptionalDouble.of(limitSeconds);
  }

  static UnsupportedAudioException empty() {
    return new UnsupportedAudioException(
        Reason.EMPTY, "the file is empty: expected a recording, found 0 bytes");
  }

  static UnsupportedAudioException notAudio() {
    return new UnsupportedAudioException(
        Reason.NOT_AUDIO,
        "the file is not a recording: expected an audio or video container such as WAV, FLAC, MP3,"
            + " Ogg, WebM or MP4, found none of them");
  }

  static UnsupportedAudioException undecodable(String detail) {
    return new UnsupportedAudioException(
        Reason.UNDECODABLE, "the recording cannot be decoded: " + detail);
  }

  static UnsupportedAudioException tooLong(int channels, double found, double limit) {
    String what = channels == 1 ? "the recording" : "the recording's " + channels + " channels";
    String has = channels == 1 ? " has" : " have together";
    return new UnsupportedAudioException(
        Reason.TOO_LONG,
        "%s%s at least %.1f s, more than the limit of %.1f s; send it in parts"
            .formatted(what, has, found, limit),
        found,
        limit);
  }

  static UnsupportedAudioException noSuchChannel(int number, int channels) {
    return new UnsupportedAudioException(
        Reason.NO_SUCH_CHANNEL,
        "there is no channel %d: the recording has %d, and the first is 0"
            .formatted(number, channels));
  }

  static UnsupportedAudioException timedOut(double seconds) {
    return new UnsupportedAudioException(
        Reason.TIMED_OUT, "the recording was not decoded within %.1f s".formatted(seconds));
  }
}
