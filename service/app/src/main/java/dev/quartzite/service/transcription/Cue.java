package dev.quartzite.service.transcription;

import java.util.List;

/**
 * A subtitle. Immutable.
 *
 * @param channel of the recording that it was heard in; 0 where there is one
 * @param start when it appears, seconds from the beginning of the recording
 * @param end when it disappears, seconds from the beginning of the recording
 * @param lines its text
 */
record Cue(int channel, double start, double end, List<String> lines) {
  Cue {
    lines = List.copyOf(lines);
  }
}
