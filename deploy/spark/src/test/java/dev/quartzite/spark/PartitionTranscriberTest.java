package dev.quartzite.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.acoustic.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionTranscriberTest {
  private static final int PARALLEL = 4;

  @TempDir private Path folder = Path.of("");

  /** Its additions are plain ones, and two at once would count as one. */
  private static final class Counter extends LongAccumulator {
    private static final long serialVersionUID = 1;
    private final transient Set<Thread> threads = ConcurrentHashMap.newKeySet();

    @Override
    public void add(long value) {
      threads.add(Thread.currentThread());
      super.add(value);
    }
  }

  /** The engine asks Spark for its files. */
  @BeforeAll
  static void startSpark() {
    SparkSession.builder().master("local[1]").config("spark.ui.enabled", "false").getOrCreate();
  }

  @AfterAll
  static void stopSpark() throws IOException {
    SparkSession.active().close();
  }

  @Test
  void countsOnTheTasksOwnThread() throws IOException {
    Counter done = new Counter();
    Counter failures = new Counter();
    PartitionTranscriber transcriber =
        new PartitionTranscriber(
            new EngineSettings(Speech.MODEL.toString(), Device.CPU, 1, PARALLEL),
            new SerializableConfiguration(new Configuration(false)),
            done,
            failures);

    List<Path> files = new ArrayList<>(Speech.write(folder, 3));
    files.addAll(Speech.writeWrong(Files.createDirectory(folder.resolve("wrong")), 5));
    int given = 0;
    Iterator<Row> rows = transcriber.call(recordings(files).iterator());
    for (; rows.hasNext(); rows.next()) {
      given++;
    }

    assertThat(given).isEqualTo(8);
    assertThat(done.value()).isEqualTo(3);
    assertThat(failures.value()).isEqualTo(5);
    assertThat(done.threads).containsExactly(Thread.currentThread());
    assertThat(failures.threads).containsExactly(Thread.currentThread());
  }

  private static Stream<Row> recordings(List<Path> files) {
    return files.stream()
        .map(file -> new Object[] {"file:" + file, 0L, new Timestamp(0)})
        .map(values -> new GenericRowWithSchema(values, TranscriptRows.RECORDING));
  }
}
