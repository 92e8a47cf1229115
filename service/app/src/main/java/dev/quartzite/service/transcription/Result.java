package dev.quartzite.service.transcription;

import dev.quartzite.Transcript;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What was said in a recording. Immutable.
 *
 * @param channels one transcript, or one a channel where they were kept separate
 * @param seconds length of the recording
 * @param pictures what front end and network saw, as far as somebody asked for it
 */
record Result(List<Transcript> channels, double seconds, Map<Inclusion, List<Picture>> pictures) {
  Result {
    channels = List.copyOf(channels);
    pictures = Map.copyOf(pictures);
  }

  /** A result without pictures. */
  Result(List<Transcript> channels, double seconds) {
    this(channels, seconds, Map.of());
  }

  /** The text; each channel's on a line of its own. */
  String text() {
    return channels.stream().map(Transcript::text).collect(Collectors.joining("\n"));
  }

  boolean separate() {
    return channels.size() > 1;
  }

  /** The segments of all channels in order of time. */
  List<Segment> segments() {
    List<Segment> segments = new ArrayList<>();
    for (int channel = 0; channel < channels.size(); channel++) {
      segments.addAll(Segment.split(channels.get(channel).words(), channel));
    }
    segments.sort(Comparator.comparingDouble(Segment::start));
    return segments;
  }
}
