package dev.quartzite.client.http;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the service heard: its {@code verbose_json} answer.
 *
 * @param text the whole text
 * @param duration length of the recording, seconds
 * @param segments parts of the text with their times, in order
 * @param words words with their times, in order
 * @param json the answer itself, with everything that this record does not name
 */
public record Transcription(
    String text, double duration, List<Segment> segments, List<Word> words, String json) {
  private static final JsonMapper JSON = new JsonMapper();

  /** A part of the text. Times in seconds. */
  public record Segment(double start, double end, String text) {}

  /**
   * A word. Times in seconds.
   *
   * @param confidence 0 to 1, absent where the server does not say
   * @param channel of the recording, absent where channels were mixed
   */
  public record Word(
      double start,
      double end,
      String word,
      @Nullable Double confidence,
      @Nullable String channel) {}

  private record Answer(
      @Nullable String text,
      @Nullable Double duration,
      @Nullable List<Segment> segments,
      @Nullable List<Word> words) {}

  public Transcription {
    segments = List.copyOf(segments);
    words = List.copyOf(words);
  }

  /**
   * Reads an answer.
   *
   * @throws RequestException if it is not whole, or not an answer to this question
   */
  public static Transcription parse(String json) {
    try {
      Answer answer = JSON.readValue(json, Answer.class);
      if (answer == null || answer.text() == null) {
        throw broken("has no text");
      }
      return new Transcription(
          answer.text(),
          Objects.requireNonNullElse(answer.duration(), 0.0),
          Objects.requireNonNullElse(answer.segments(), List.of()),
          Objects.requireNonNullElse(answer.words(), List.of()),
          json);
    } catch (JacksonException e) {
      throw broken("cannot be read: " + e.getOriginalMessage());
    }
  }

  private static RequestException broken(String why) {
    return new RequestException(
        RequestException.Kind.BROKEN, "the server's answer is not whole: it " + why);
  }
}
