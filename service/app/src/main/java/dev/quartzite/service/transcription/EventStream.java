package dev.quartzite.service.transcription;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.quartzite.Transcript;
import dev.quartzite.Word;
import dev.quartzite.audio.ChannelSelection.Kind;
import dev.quartzite.service.errors.ApiError;
import dev.quartzite.service.errors.CallerGoneException;
import dev.quartzite.service.errors.Refusals;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * A transcript as server-sent events, each sent when its part is transcribed. The answer begins
 * with the first: what goes wrong before still has a status of its own. For one thread and one
 * answer.
 */
final class EventStream {
  private static final String DONE = "transcript.text.done";

  private final TranscriptionRequest request;
  private final HttpServletResponse response;
  private final JsonMapper mapper;
  private int segments;
  private int channel;
  private boolean begun;

  EventStream(TranscriptionRequest request, HttpServletResponse response, JsonMapper mapper) {
    this.request = request;
    this.response = response;
    this.mapper = mapper;
  }

  /**
   * More of the text; those of all deltas, one after another, are the text.
   *
   * @param alternatives what else may have been said in this part
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Delta(
      String type,
      String delta,
      @Nullable List<TokenLogprob> logprobs,
      @Nullable List<TextAlternative> alternatives) {}

  /**
   * A segment.
   *
   * @param speaker the channel that it was heard in, where they are separate
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record SegmentDone(
      String type,
      String id,
      double start,
      double end,
      String text,
      String speaker,
      @Nullable List<TimedWord> words) {}

  /** The last event where {@code verbose_json} was asked for: all that this format has. */
  record VerboseDone(String type, @JsonUnwrapped VerboseJsonFormat.Body transcript) {}

  /** The whole text: the last event. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Done(
      String type,
      String text,
      @Nullable List<TokenLogprob> logprobs,
      @Nullable List<TextAlternative> alternatives,
      Usage usage,
      Receipt receipt) {}

  /** Whether anything has been sent. */
  boolean begun() {
    return begun;
  }

  /** Sends a part. */
  void part(int partChannel, Transcript part) {
    if (!part.words().isEmpty()) {
      @Nullable List<TextAlternative> alternatives =
          request.decoding().alternatives() ? TextAlternative.of(part, null) : null;
      delta(separator(partChannel), part.words(), alternatives);
      Segment.split(part.words(), partChannel).forEach(this::segment);
    }
  }

  /** Sends the end. */
  void done(Result result) {
    String rest = separator(result.channels().size() - 1);
    if (rest.startsWith("\n")) {
      delta(rest, List.of(), null);
    }
    send(DONE, request.format() == ResponseFormat.VERBOSE_JSON ? verbose(result) : brief(result));
  }

  private VerboseDone verbose(Result result) {
    return new VerboseDone(DONE, new VerboseJsonFormat().body(result, request));
  }

  private Done brief(Result result) {
    return new Done(
        DONE,
        result.text(),
        request.logprobs() ? TokenLogprob.of(result) : null,
        TextAlternative.of(result, request),
        Usage.inTokens(result, request),
        Receipt.of(request));
  }

  /** Sends what went wrong, once a status can no longer say it. */
  void failed(Exception e) {
    send("error", ApiError.of(Refusals.of(e)));
  }

  /** What stands between the parts before and those of this channel: a line's end a channel. */
  private String separator(int nextChannel) {
    String lines = "\n".repeat(nextChannel - channel);
    channel = nextChannel;
    return lines.isEmpty() && begun ? " " : lines;
  }

  private void delta(
      String separator, List<Word> words, @Nullable List<TextAlternative> alternatives) {
    List<TokenLogprob> logprobs = new ArrayList<>();
    separator.chars().forEach(c -> logprobs.add(TokenLogprob.of(Character.toString(c), 0)));
    logprobs.addAll(TokenLogprob.of(words));
    String text = words.stream().map(Word::text).collect(Collectors.joining(" "));
    send(
        "transcript.text.delta",
        new Delta(
            "transcript.text.delta",
            separator + text,
            request.logprobs() ? logprobs : null,
            alternatives));
  }

  private void segment(Segment segment) {
    send(
        "transcript.text.segment",
        new SegmentDone(
            "transcript.text.segment",
            "seg_" + segments++,
            Times.seconds(segment.start()),
            Times.seconds(segment.end()),
            segment.text(),
            request.channels().kind() == Kind.SEPARATE ? "channel_" + segment.channel() : "unknown",
            request.wants(Granularity.WORD) ? TimedWord.of(segment.words(), null) : null));
  }

  private void send(String event, Object data) {
    if (!begun) {
      begun = true;
      response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE + ";charset=UTF-8");
      response.setHeader("Cache-Control", "no-cache");
      // A proxy that collects the answer first would make live text late text.
      response.setHeader("X-Accel-Buffering", "no");
    }
    try {
      OutputStream out = response.getOutputStream();
      out.write("event: %s\ndata: ".formatted(event).getBytes(StandardCharsets.UTF_8));
      out.write(mapper.writeValueAsBytes(data));
      out.write("\n\n".getBytes(StandardCharsets.UTF_8));
      response.flushBuffer();
    } catch (IOException e) {
      throw new CallerGoneException(e);
    }
  }
}
