package dev.quartzite.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.ModelDirectory.SelfTest;
import dev.quartzite.service.http.Api.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ConcurrencyTest extends HttpTest {
  private static final int CALLERS = 200;

  @Test
  void givesEachOfManyCallersTheWordsOfItsOwnRecording() throws Exception {
    List<SelfTest> samples = Samples.all();
    List<Multipart> forms = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      forms.add(Multipart.of(samples.get(i % samples.size()).recording()));
    }
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try {
      List<Future<Answer>> answers = new ArrayList<>();
      for (Multipart form : forms) {
        answers.add(callers.submit(() -> api().transcribe(form)));
      }
      for (int i = 0; i < CALLERS; i++) {
        Answer answer = answers.get(i).get();
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("text").asString())
            .isEqualTo(samples.get(i % samples.size()).transcript());
      }
    } finally {
      callers.shutdownNow();
    }
  }
}
