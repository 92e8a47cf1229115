package dev.quartzite.models.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.quartzite.LoadedModel;
import dev.quartzite.SharedData;
import dev.quartzite.Transcriber;
import dev.quartzite.decoding.GreedyCtcDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * NVIDIA's QuartzNet15x5, added by the command, against the texts that NeMo 2.4 gives for the same
 * recordings (fourth column of the lists).
 */
@ExtendWith(AddedQuartzNet15x5.class)
class NemoTextsTest {
  @ParameterizedTest
  @CsvSource({
    "librispeech-test-clean-200, 4.37",
    "librispeech-test-other-100, 11.26",
    "common-voice-en-100, 11.85",
    "an4-test-130, 13.07",
  })
  void textsAreNemos(String set, double wordErrorRate, LoadedModel model) throws IOException {
    Path list = SharedData.require("speech/" + set + ".tsv");
    Evaluation evaluation = Evaluation.of(greedy(model), Corpus.read(list), SharedModel.CALLERS);
    List<String> expected =
        Files.readAllLines(list).stream().map(line -> line.split("\t", -1)[3]).toList();
    int equal = 0;
    for (int i = 0; i < expected.size(); i++) {
      equal += evaluation.results().get(i).hypothesis().equals(expected.get(i)) ? 1 : 0;
    }
    assertThat(equal).isGreaterThanOrEqualTo((int) Math.ceil(0.99 * expected.size()));
    assertThat(100 * evaluation.errors().rate()).isCloseTo(wordErrorRate, offset(0.05));
  }

  private static Transcriber greedy(LoadedModel model) {
    return model.transcriber().with(new GreedyCtcDecoder(model.manifest().alphabet()));
  }
}
