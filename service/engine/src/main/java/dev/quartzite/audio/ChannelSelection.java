package dev.quartzite.audio;

/**
 * Which channels of a recording are heard: their mean, each on its own, or one of them.
 *
 * @param kind what is done with the channels
 * @param number of the one channel, from 0 on as NeMo's {@code channel_selector} and FFmpeg count;
 *     0 where {@code kind} is not {@link Kind#ONE}
 */
public record ChannelSelection(Kind kind, int number) {

  /** What is done with the channels. */
  public enum Kind {
    MIX,
    SEPARATE,
    ONE
  }

  /** The mean of all channels: one waveform. */
  public static final ChannelSelection MIX = new ChannelSelection(Kind.MIX, 0);

  /** Every channel: one waveform each, in the recording's order. */
  public static final ChannelSelection SEPARATE = new ChannelSelection(Kind.SEPARATE, 0);

  /** Checks that the number fits the kind. */
  public ChannelSelection {
    if (number < 0 || (kind != Kind.ONE && number != 0)) {
      throw new IllegalArgumentException("no channel has the number " + number + " with " + kind);
    }
  }

  /**
   * One channel; the first is 0.
   *
   * @throws IllegalArgumentException if the number is negative
   */
  public static ChannelSelection number(int number) {
    return new ChannelSelection(Kind.ONE, number);
  }

  /**
   * The selection that a caller wrote: {@code mix}, {@code separate}, or a channel number from 0
   * on.
   *
   * @throws IllegalArgumentException naming what is accepted
   */
  public static ChannelSelection parse(String text) {
    return switch (text) {
      case "mix" -> MIX;
      case "separate" -> SEPARATE;
      default -> {
        if (!text.matches("[0-9]{1,4}")) {
          throw new IllegalArgumentException(
              "channels is 'mix', 'separate' or a channel number (0 is the first), not '"
                  + text
                  + "'");
        }
        yield number(Integer.parseInt(text));
      }
    };
  }

  /** How many waveforms this gives of so many channels; refuses a channel that is not there. */
  int waveforms(int channels) {
    if (number >= channels) {
      throw UnsupportedAudioException.noSuchChannel(number, channels);
    }
    return kind == Kind.SEPARATE ? channels : 1;
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return switch (kind) {
      case MIX -> "mix";
      case SEPARATE -> "separate";
      case ONE -> Integer.toString(number);
    };
  }
}
