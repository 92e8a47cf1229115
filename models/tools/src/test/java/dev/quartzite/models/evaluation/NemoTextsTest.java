package dev.quartzite.models.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.quartzite.LoadedModel;
import dev.quartzite.ModelDirectory;
import dev.quartzite.SharedData;
import dev.quartzite.Transcriber;
import dev.quartzite.decoding.GreedyCtcDecoder;
import dev.quartzite.models.QuartziteModels;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * NVIDIA's QuartzNet15x5, added by the command, against the texts that NeMo 2.4 gives for the same
 * recordings (fourth column of the lists).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NemoTextsTest {
  private LoadedModel model;

  @BeforeAll
  void add(@TempDir Path folder) {
    Path weights = SharedData.require("models/QuartzNet15x5-en.onnx");
    int status =
        QuartziteModels.commandLine()
            .setOut(new PrintWriter(new StringWriter()))
            .execute(
                "add",
                weights.toString(),
                "--name",
                "quartznet15x5-en",
                "--into",
                folder.toString());
    assertThat(status).isZero();
    model = SharedModel.load(ModelDirectory.open(folder.resolve("quartznet15x5-en")));
  }

  @AfterAll
  void close() {
    if (model != null) {
      model.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "librispeech-test-clean-200, 4.37",
    "librispeech-test-other-100, 11.26",
    "common-voice-en-100, 11.85",
    "an4-test-130, 13.07",
  })
  void textsAreNemos(String set, double wordErrorRate) throws IOException {
    Path list = SharedData.require("speech/" + set + ".tsv");
    Evaluation evaluation = Evaluation.of(greedy(), Corpus.read(list), SharedModel.CALLERS);
    List<String> expected =
        Files.readAllLines(list).stream().map(line -> line.split("\t", -1)[3]).toList();
    int equal = 0;
    for (int i = 0; i < expected.size(); i++) {
      equal += evaluation.results().get(i).hypothesis().equals(expected.get(i)) ? 1 : 0;
    }
    assertThat(equal).isGreaterThanOrEqualTo((int) Math.ceil(0.99 * expected.size()));
    assertThat(100 * evaluation.errors().rate()).isCloseTo(wordErrorRate, offset(0.05));
  }

  private Transcriber greedy() {
    return model.transcriber().with(new GreedyCtcDecoder(model.manifest().alphabet()));
  }
}
