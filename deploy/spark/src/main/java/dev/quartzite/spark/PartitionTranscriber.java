package dev.quartzite.spark;

import dev.quartzite.LoadedModel;
import dev.quartzite.Transcript;
import dev.quartzite.audio.AudioLimits;
import dev.quartzite.audio.AudioReader;
import dev.quartzite.audio.AudioStream;
import dev.quartzite.audio.ChannelSelection;
import dev.quartzite.audio.UnsupportedAudioException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Recordings of a partition to transcripts, with the executor's engine. Whatever is wrong with a
 * recording becomes its row's error; what is wrong with the model or the machine fails the task.
 *
 * @param failures counts recordings without transcript
 */
record PartitionTranscriber(
    EngineSettings settings,
    SerializableConfiguration hadoop,
    LongAccumulator done,
    LongAccumulator failures)
    implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1;

  @Override
  public Iterator<Row> call(Iterator<Row> recordings) {
    LoadedModel model = ExecutorEngine.get(settings);
    Row receipt = TranscriptRows.receipt(model);
    return counted(
        new ParallelIterator<>(
            recordings, settings.parallel(), recording -> transcribe(recording, model, receipt)));
  }

  /** Counts rows as the task's own thread takes them: accumulators are for one thread. */
  private Iterator<Row> counted(Iterator<Row> rows) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Row next() {
        Row row = rows.next();
        (TranscriptRows.hasFailed(row) ? failures : done).add(1);
        return row;
      }
    };
  }

  private Row transcribe(Row recording, LoadedModel model, Row receipt) {
    try {
      String path = recording.getAs(TranscriptRows.PATH);
      return TranscriptRows.of(recording, transcribe(path, model, hadoop.value()), receipt);
    } catch (IOException | UncheckedIOException | UnsupportedAudioException e) {
      return TranscriptRows.failed(recording, reason(e), receipt);
    }
  }

  private static Transcript transcribe(String path, LoadedModel model, Configuration hadoop)
      throws IOException {
    AudioReader reader =
        new AudioReader(model.manifest().frontEnd().sampleRate(), AudioLimits.defaults());
    try (RecordingFile file = RecordingFile.fetch(path, hadoop);
        AudioStream stream = reader.open(file.path(), ChannelSelection.MIX)) {
      return model.transcriber().transcribe(stream, (part, frames) -> {});
    }
  }

  private static String reason(Exception e) {
    Throwable cause = e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
    return cause instanceof NoSuchFileException || cause instanceof FileNotFoundException
        ? "There is no such file."
        : String.valueOf(cause.getMessage());
  }
}
