package dev.quartzite.client.report;

import dev.quartzite.client.batch.BatchListener;
import dev.quartzite.client.batch.OutputFormat;
import dev.quartzite.client.batch.Recording;
import dev.quartzite.client.batch.Result;
import java.io.PrintWriter;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Prints transcripts in the order of the recordings, whatever the order in which they come. */
public final class TranscriptPrinter implements BatchListener {
  private final PrintWriter out;
  private final OutputFormat format;

  /** What has begun and is not printed yet, in order, with its transcript once that is there. */
  private final Map<Recording, Optional<String>> pending = new LinkedHashMap<>();

  public TranscriptPrinter(PrintWriter out, OutputFormat format) {
    this.out = out;
    this.format = format;
  }

  @Override
  public synchronized void started(Recording recording) {
    pending.put(recording, Optional.empty());
  }

  @Override
  public synchronized void finished(Result result) {
    pending.replace(result.recording(), Optional.of(text(result)));
    Iterator<Optional<String>> transcripts = pending.values().iterator();
    while (transcripts.hasNext()) {
      Optional<String> transcript = transcripts.next();
      if (transcript.isEmpty()) {
        break;
      }
      print(transcript.get());
      transcripts.remove();
    }
  }

  private String text(Result result) {
    return result instanceof Result.Done done ? format.write(done.transcription()) : "";
  }

  private void print(String transcript) {
    out.print(transcript);
    out.flush();
  }

  /** Prints what waited for a recording that was given up. */
  @Override
  public synchronized void ended() {
    pending.values().forEach(transcript -> transcript.ifPresent(this::print));
    pending.clear();
  }
}
