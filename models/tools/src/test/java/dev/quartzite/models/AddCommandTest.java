package dev.quartzite.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.LoadedModel;
import dev.quartzite.ModelDirectory;
import dev.quartzite.ModelManifest;
import dev.quartzite.acoustic.OnnxAcousticModel;
import dev.quartzite.acoustic.RuntimeOptions;
import dev.quartzite.features.FrontEnd;
import dev.quartzite.models.onnx.SmallNetworks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AddCommandTest extends CommandTest {
  private Path into;
  private Path network;
  private Path labels;

  @BeforeEach
  void write() throws IOException {
    into = folder.resolve("models");
    network = SmallNetworks.write(folder.resolve("small.onnx"));
    labels = Files.writeString(folder.resolve("labels.txt"), " \nа\nё\nсч\n");
  }

  @Test
  void aNetworkBecomesADirectoryThatTheEngineLoads() throws IOException {
    int status =
        run(
            "--name=small",
            "--alphabet=" + labels,
            "--language=ru,be",
            "--licence=CC0-1.0",
            "--owner=somebody",
            "--front-end=nemo-0.x");
    assertThat(err.toString()).isEmpty();
    assertThat(status).isZero();
    assertThat(out.toString())
        .contains("QuartzNet 1x2: 4,021 parameters, 64 mel bands, 5 tokens, stride 2")
        .contains("differ from those of the original by at most")
        .contains("times real time")
        .contains(into.resolve("small") + " is ready");
    ModelDirectory directory = ModelDirectory.open(into.resolve("small"));
    ModelManifest manifest = directory.manifest();
    assertThat(manifest.alphabet().tokens()).containsExactly(" ", "а", "ё", "сч", "");
    assertThat(manifest.provenance().languages()).containsExactly("ru", "be");
    assertThat(manifest.provenance().licence()).isEqualTo("CC0-1.0");
    assertThat(manifest.provenance().owner()).isEqualTo("somebody");
    assertThat(manifest.frontEnd().version()).isEqualTo(FrontEnd.Version.NEMO_0_X);
    assertThat(directory.path().resolve("MODEL_CARD.md"))
        .content()
        .contains("# small", "small.onnx", "CC0-1.0", "QuartzNet 1x2");
    try (OnnxAcousticModel model =
        OnnxAcousticModel.load(directory.weights(), manifest.shape(), RuntimeOptions.defaults())) {
      assertThat(model.batches()).isTrue();
    }
    assertThat(filesOf(into)).containsExactly("small");
  }

  @Test
  void theBlankStandsWhereTheAlphabetSays() throws IOException {
    Files.writeString(labels, "<blank>\n \na\nb\nc\n");
    assertThat(run("--name=small", "--alphabet=" + labels)).isZero();
    assertThat(ModelDirectory.open(into.resolve("small")).manifest().alphabet().blank()).isZero();
  }

  @Test
  void aNetworkIsLeftAsItIsOnRequest() throws IOException {
    assertThat(run("--name=small", "--alphabet=" + labels, "--no-rewrite")).isZero();
    assertThat(into.resolve("small/model.onnx")).hasSameBinaryContentAs(network);
    LoadedModel.load(ModelDirectory.open(into.resolve("small")), RuntimeOptions.defaults()).close();
  }

  @Test
  void weightsInFloat16TakeLess() throws IOException {
    assertThat(run("--name=whole", "--alphabet=" + labels)).isZero();
    assertThat(run("--name=half", "--alphabet=" + labels, "--float16")).isZero();
    assertThat(Files.size(into.resolve("half/model.onnx")))
        .isLessThan(Files.size(into.resolve("whole/model.onnx")));
  }

  @Test
  void anAlphabetIsAskedForOnlyWhereItIsUnknown() {
    assertRefused("the network has 5 tokens; only for 29", "--name=small");
  }

  @Test
  void anAlphabetOfAnotherSizeIsRefusedWithBothNumbers() throws IOException {
    Files.writeString(labels, "a\nb\n");
    assertRefused(
        labels + " has 2 labels, the network has 4 and the blank",
        "--name=small",
        "--alphabet=" + labels);
  }

  @Test
  void aDirectoryThatExistsIsNotTouched() throws IOException {
    Path file = Files.createDirectories(into.resolve("small")).resolve("precious.txt");
    Files.writeString(file, "precious");
    assertThat(run("--name=small", "--alphabet=" + labels)).isEqualTo(1);
    assertThat(err.toString()).contains(into.resolve("small") + " exists: remove it first");
    assertThat(filesOf(into.resolve("small"))).containsExactly("precious.txt");
  }

  @Test
  void namesThatLeadElsewhereAreRefused() {
    assertRefused("a model's name has letters, digits", "--name=../small");
  }

  @Test
  void whatCannotBeRewrittenLeavesNothingBehind() throws IOException {
    network = SmallNetworks.writeUnsupported(folder.resolve("lstm.onnx"));
    assertRefused("the LSTM node 'LSTM' is no part of a QuartzNet", "--name=small");
  }

  @Test
  void aDirectoryThatCannotBeMadeLeavesNothingBehind() throws IOException {
    Files.writeString(into, "a file");
    assertThat(run("--name=small", "--alphabet=" + labels)).isEqualTo(1);
    assertThat(err.toString()).hasLineCount(1).contains(into.toString());
    assertThat(into).hasContent("a file");
  }

  @Test
  void wrongUsageHasAStatusOfItsOwn() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("Missing required option: '--name=<name>'");
    assertThat(run("--name=small", "--float16", "--no-rewrite")).isEqualTo(2);
    assertThat(err.toString()).contains("are mutually exclusive");
  }

  @Test
  void aMissingFileIsNamed() {
    network = folder.resolve("none.onnx");
    assertRefused(network + ": there is no such file", "--name=small");
  }

  private void assertRefused(String message, String... options) {
    assertRefused(message, arguments(options));
    assertThat(into).doesNotExist();
  }

  private int run(String... options) {
    return run(arguments(options));
  }

  private Object[] arguments(String... options) {
    return Stream.concat(Stream.of("add", network, "--into=" + into), Stream.of(options)).toArray();
  }

  private static List<String> filesOf(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
