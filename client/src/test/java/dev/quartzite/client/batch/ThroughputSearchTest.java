package dev.quartzite.client.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search against servers of which the best number is known. */
class ThroughputSearchTest {
  private final Random random = new Random(3);

  /** Answers requests as a server does that works on {@code parallel} at once and queues others. */
  private void serve(ThroughputSearch search, int parallel, int requests) {
    for (int i = 0; i < requests; i++) {
      double audio = 1 + 9 * random.nextDouble();
      double noise = 0.9 + 0.2 * random.nextDouble();
      double queueing = Math.max(1.0, (double) search.limit() / parallel);
      search.answered(audio, audio * noise * queueing / 10);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8, 32, 64, 128})
  void findsTheNumberThatAServerCanWorkOn(int parallel) {
    ThroughputSearch search = new ThroughputSearch(128);
    serve(search, parallel, 2_000);
    // Fewer would leave the server idle; many more would only wait.
    assertThat(search.limit()).isBetween(Math.min(4, parallel), 3 * Math.max(4, parallel));
    assertThat(search.limit()).isGreaterThanOrEqualTo((int) (0.8 * parallel));
  }

  @Test
  void getsToManyRequestsQuickly() {
    ThroughputSearch search = new ThroughputSearch(128);
    serve(search, 1_000, 2 * (4 + 8 + 16 + 32 + 64));
    assertThat(search.limit()).isEqualTo(128);
  }

  @Test
  void staysBelowWhatTheServerRefuses() {
    ThroughputSearch search = new ThroughputSearch(128);
    int refusals = 0;
    for (int i = 0; i < 5_000; i++) {
      if (search.limit() > 10) {
        search.refused();
        refusals++;
      }
      serve(search, 1_000, 1);
    }
    assertThat(search.limit()).isBetween(5, 10);
    assertThat(refusals).isLessThan(20);
  }

  @Test
  void aServerThatRefusesEverythingGetsOneRequestAtATime() {
    ThroughputSearch search = new ThroughputSearch(128);
    for (int i = 0; i < 20; i++) {
      search.refused();
    }
    assertThat(search.limit()).isEqualTo(1);
  }

  @Test
  void growsAgainWhenTheServerTakesMore() {
    ThroughputSearch search = new ThroughputSearch(128);
    for (int i = 0; i < 20; i++) {
      search.refused();
    }
    serve(search, 32, 20_000);
    assertThat(search.limit()).isGreaterThanOrEqualTo(24);
  }

  @Test
  void doesNotMindAnswersInBursts() {
    ThroughputSearch search = new ThroughputSearch(128);
    for (int burst = 0; burst < 200; burst++) {
      // A batch of 8 takes as long as its longest; whatever exceeds it waits for the next batch.
      double rounds = Math.ceil(search.limit() / 8.0);
      for (int i = 0; i < Math.min(8, search.limit()); i++) {
        search.answered(1, rounds);
      }
    }
    assertThat(search.limit()).isBetween(8, 24);
  }
}
