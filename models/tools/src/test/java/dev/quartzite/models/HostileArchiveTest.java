package dev.quartzite.models;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.models.nemo.TestArchive;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Archives that attack, are damaged, or hold something else: each is refused in one sentence,
 * nothing of it is executed, and nothing stays on disk.
 */
class HostileArchiveTest extends RefusalTest {
  @Test
  void unchangedItWouldBeTaken() throws IOException {
    archive.write(file);
    assertThat(run("add", file, "--name=model", "--into=" + folder.resolve("models"))).isZero();
    HiddenFolder.delete(folder.resolve("models"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil.yaml", "a/../../evil.yaml", "/evil.yaml", "..\\evil", "C:evil"})
  void namesThatLeadElsewhereAreRefused(String name) throws IOException {
    archive.with(name, "evil".getBytes(UTF_8)).write(file);
    assertRefused("names '" + name + "', a place outside of itself");
    assertThat(folder.resolveSibling("evil.yaml")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      bytes = {
        TarConstants.LF_SYMLINK,
        TarConstants.LF_LINK,
        TarConstants.LF_FIFO,
        TarConstants.LF_CHR
      })
  void linksAndDevicesAreRefused(byte kind) throws IOException {
    archive.withLink("./model_config.yaml", kind).write(file);
    assertRefused("which is neither a plain file nor a folder");
  }

  @Test
  void aPickleThatCallsTheSystemIsRefusedByTheNameOfTheFunction() throws IOException {
    Path evidence = folder.resolve("executed");
    String command = "touch " + evidence;
    attack("\u0080\u0002cposix\nsystem\nX" + length(command) + command + "\u0085R.");
    assertRefused("it wants to use posix.system; only tensors");
    attack("\u0080\u0002cos\nsystem\nX" + length(command) + command + "\u0085R.");
    assertRefused("it wants to use os.system; only tensors");
    attack(
        "\u0080\u0004\u008c\u0008builtins\u008c\u0004eval\u0093X"
            + length(command)
            + command
            + "\u0085R.");
    assertRefused("it wants to use builtins.eval; only tensors");
    attack("\u0080\u0002(S'" + command + "'\nios\nsystem\n.");
    assertRefused("which no dictionary of tensors needs");
    assertThat(evidence).doesNotExist();
  }

  @Test
  void picklesThatWouldTakeAllMemoryOrTimeAreRefused() throws IOException {
    attack("\u0080\u0002X\u00ff\u00ff\u00ff\u007f.");
    assertRefused("says that 2147483647 bytes follow and has 1");
    attack("\u0080\u0002]q\u0000h\u0000a}h\u0000Ns.");
    assertRefused("a key that is neither text nor number");
    attack("\u0080\u0002(((((((((");
    assertRefused("it ends in the middle");
    attack("\u0080\u0002ccollections\nOrderedDict\n)R)R.");
    assertRefused("it is malformed");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.5, 0.95, 0.999})
  void aCheckpointThatIsCutOffIsRefused(double part) throws IOException {
    byte[] whole = archive.file(TestArchive.WEIGHTS);
    archive
        .with(TestArchive.WEIGHTS, Arrays.copyOf(whole, (int) (whole.length * part)))
        .write(file);
    assertRefused("model_weights.ckpt is damaged or truncated");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.03, 0.3, 0.9})
  void anArchiveThatIsCutOffIsRefused(double part) throws IOException {
    byte[] whole = Files.readAllBytes(TestArchive.resource("activation-selu.nemo"));
    Files.write(file, Arrays.copyOf(whole, (int) (whole.length * part)));
    assertRefused(file + " is damaged or truncated");
    byte[] unpacked = Files.readAllBytes(archive.write(file));
    Files.write(file, Arrays.copyOf(unpacked, (int) (unpacked.length * part)));
    assertRefused(file + " is ");
  }

  @Test
  void whatUnpacksToMuchMoreIsRefused() throws IOException {
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(zip)) {
      out.putNextEntry(new ZipEntry("weights/data.pkl"));
      out.write(new byte[1 << 20]);
    }
    archive.with(TestArchive.WEIGHTS, zip.toByteArray()).write(file);
    assertRefused("is compressed, which PyTorch does not do");
    archive.with(TestArchive.CONFIGURATION, new byte[5 << 20]).write(file);
    assertRefused("at most 4194304 are read");
  }

  @Test
  void aConfigurationThatMakesObjectsOrIsNoneIsRefused() throws IOException {
    archive.configuredWith("evil: !!python/object/apply:os.system ['true']").write(file);
    assertRefused("could not determine a constructor for the tag");
    configuration("[".repeat(100_000));
    assertRefused("model_config.yaml is ");
    configuration("labels: [a, b");
    assertRefused("model_config.yaml is no configuration that can be read");
    configuration("- just\n- a list\n");
    assertRefused("it has no settings");
    configuration(
        "encoder:\n  jasper: ${encoder.jasper}\ndecoder:\n  a: b\npreprocessor:\n  a: b\n");
    assertRefused("refers to itself");
  }

  @Test
  void whatIsMissingIsNamed() throws IOException {
    archive.without(TestArchive.WEIGHTS).write(file);
    assertRefused("has no checkpoint (model_weights.ckpt), only [model_config.yaml]");
    archive.without(TestArchive.CONFIGURATION).with("./README", new byte[10]).write(file);
    assertRefused("has no configuration (model_config.yaml)");
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      out.write("just a text".getBytes(UTF_8));
    }
    Files.write(file, gzip.toByteArray());
    assertRefused(file + " ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "residual: true|residual: true\\n    se: true|asks for squeeze-and-excitation",
        "activation: selu|activation: tanhshrink|is 'tanhshrink', expected is one of [relu",
        "conv_mask: true|normalization_mode: layer|'encoder.normalization_mode' is 'layer'",
        "ConvASREncoder|ConformerEncoder|the encoder is a ConformerEncoder, which is not supported",
        "ConvASRDecoder|RNNTDecoder|the decoder is a RNNTDecoder, which is not supported",
        "decoder:|joint: {a: b}\\ndecoder:|is a transducer with a recurrent decoder",
        "decoder:|tokenizer: {type: bpe}\\ndecoder:|writes word pieces (BPE",
        "window: hann|window: hamming|'preprocessor.window' is 'hamming', our front end has 'hann'",
        "normalize: per_feature|normalize: all_features|'preprocessor.normalize' is 'all_features'",
        "n_fft: 512|n_fft: 300|the FFT size is a power of two",
        "frame_splicing: 1|frame_splicing: 3|'preprocessor.frame_splicing' is '3.0'",
        "filters: 6|filters: 7|has 6 channels in the checkpoint and 7 in the configuration",
        "filters: 6|filters: many|is a number, not 'many'",
        "kernel:\\n    - 7|kernel:\\n    - 9|has a kernel of 7 frames in the checkpoint and of 9",
        "repeat: 1|repeat: 2|has no weights 'encoder.encoder.0.mconv.5.weight'",
        "residual: true|residual: false|the network has parts that are not supported",
        "vocabulary:|vocabulary:\\n  - q|has 7 outputs, the alphabet 7 labels and the blank"
      })
  void whatIsNotSupportedIsNamed(String from, String to, String message) throws IOException {
    archive.configured(lines(from), lines(to)).write(file);
    assertRefused(message);
  }

  private static String lines(String text) {
    return text.replace("\\n", "\n");
  }

  @Test
  void aStoredWindowThatIsNotOursIsRefused() throws IOException {
    // The window's name for a vector of another length.
    archive
        .pickled(
            pickle -> {
              String name = "encoder.encoder.0.mconv.2.running_var";
              String text = new String(pickle, ISO_8859_1);
              String other = "preprocessor.featurizer.window";
              return text.replace("X" + length(name) + name, "X" + length(other) + other)
                  .getBytes(ISO_8859_1);
            })
        .write(file);
    assertRefused("the stored window has shape [6], ours is [1 × 320]");
  }

  private void configuration(String yaml) throws IOException {
    archive.with(TestArchive.CONFIGURATION, yaml.getBytes(UTF_8)).write(file);
  }

  private void attack(String pickle) throws IOException {
    archive.pickled(original -> pickle.getBytes(ISO_8859_1)).write(file);
  }

  private static String length(String text) {
    return (char) text.length() + "\0\0\0";
  }
}
