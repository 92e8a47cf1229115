package dev.quartzite.service.transcription;

import dev.quartzite.Frames;
import dev.quartzite.LoadedModel;
import dev.quartzite.math.FloatMatrix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Collects what front end and network see of a recording, as far as a request wants to have it
 * shown. For one thread and one recording.
 */
final class Pictures {
  /** A recording of many channels is not to take the memory of as many recordings. */
  private static final int MOST_CHANNELS = 8;

  /** Energies are shown from as many deviations below a band's mean to as many above it. */
  private static final double DEVIATIONS = 4;

  private final LoadedModel model;
  private final Set<Inclusion> wanted;
  private final Duration length;
  private final List<Channel> channels = new ArrayList<>();

  /** One channel's; what nobody wants is not collected. */
  private static final class Channel {
    private @Nullable PictureRows spectrogram;
    private @Nullable PictureRows emissions;
    private double hopSeconds;
    private double frameSeconds;
  }

  /**
   * @param length of a recording of which every frame is shown
   */
  Pictures(TranscriptionRequest request, Duration length) {
    this.model = request.model();
    this.wanted = request.inclusions();
    this.length = length;
  }

  /** Adds frames of a channel; channels come one after another. */
  void add(int number, Frames frames) {
    boolean any = wanted.contains(Inclusion.SPECTROGRAM) || wanted.contains(Inclusion.EMISSIONS);
    if (!any || number >= MOST_CHANNELS) {
      return;
    }
    if (number == channels.size()) {
      channels.add(open(frames));
    }
    Channel channel = channels.get(number);
    long first = Math.round(frames.start() / channel.frameSeconds);
    if (channel.spectrogram != null) {
      channel.spectrogram.add(first * frames.stride(), frames.spectrogram().values());
    }
    if (channel.emissions != null) {
      channel.emissions.add(first, frames.emissions().logProbs());
    }
  }

  private Channel open(Frames frames) {
    Channel channel = new Channel();
    channel.hopSeconds = frames.hopSeconds();
    channel.frameSeconds = frames.emissions().frameSeconds();
    if (wanted.contains(Inclusion.SPECTROGRAM)) {
      channel.spectrogram =
          rows(
              frames.spectrogram().values(),
              channel.hopSeconds,
              value -> (value + DEVIATIONS) / (2 * DEVIATIONS));
    }
    if (wanted.contains(Inclusion.EMISSIONS)) {
      channel.emissions = rows(frames.emissions().logProbs(), channel.frameSeconds, Math::exp);
    }
    return channel;
  }

  private PictureRows rows(FloatMatrix frames, double stepSeconds, DoubleUnaryOperator share) {
    int mostRows = Math.max(2, (int) (length.toMillis() / 1e3 / stepSeconds));
    return new PictureRows(frames.columns(), mostRows, share);
  }

  /** The pictures that were wanted, one a channel. */
  Map<Inclusion, List<Picture>> taken() {
    Map<Inclusion, List<Picture>> taken = new EnumMap<>(Inclusion.class);
    for (int number = 0; number < channels.size(); number++) {
      Channel channel = channels.get(number);
      Integer label = channels.size() > 1 ? number : null;
      if (channel.spectrogram != null) {
        taken
            .computeIfAbsent(Inclusion.SPECTROGRAM, key -> new ArrayList<>())
            .add(spectrogram(label, channel.spectrogram, channel.hopSeconds));
      }
      if (channel.emissions != null) {
        taken
            .computeIfAbsent(Inclusion.EMISSIONS, key -> new ArrayList<>())
            .add(emissions(label, channel.emissions, channel.frameSeconds));
      }
    }
    return taken;
  }

  private Picture spectrogram(@Nullable Integer channel, PictureRows rows, double hopSeconds) {
    return new Picture(
        channel,
        rows.rows(),
        hopSeconds * rows.framesPerRow(),
        null,
        model.transcriber().extractor().bandFrequencies(),
        -DEVIATIONS,
        DEVIATIONS,
        rows.base64());
  }

  private Picture emissions(@Nullable Integer channel, PictureRows rows, double frameSeconds) {
    return new Picture(
        channel,
        rows.rows(),
        frameSeconds * rows.framesPerRow(),
        model.manifest().alphabet().tokens(),
        null,
        0,
        1,
        rows.base64());
  }
}
