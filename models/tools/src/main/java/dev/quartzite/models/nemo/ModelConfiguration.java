package dev.quartzite.models.nemo;

import dev.quartzite.features.FrontEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a NeMo configuration says of a model, in the three forms that it had: sections with {@code
 * init_params} (0.x), with {@code cls} and {@code params} (1.0.0b), and with {@code _target_}.
 * Immutable.
 *
 * @param release of NeMo that wrote it, or "unknown"
 * @param activation of every block, by NeMo's name
 * @param blocks of the encoder in order
 * @param labels of the decoder in order, without the blank, which comes last
 * @param frontEnd its features
 */
record ModelConfiguration(
    String release,
    String activation,
    List<BlockConfiguration> blocks,
    List<String> labels,
    FrontEnd frontEnd) {
  private static final Pattern RELEASE = Pattern.compile("([0-9]{1,4})[.]([0-9]{1,4})([^0-9].*)?");
  private static final String UNKNOWN = "unknown";
  private static final List<String> ENCODERS = List.of("ConvASREncoder", "JasperEncoder");
  private static final List<String> DECODERS = List.of("ConvASRDecoder", "JasperDecoderForCTC");

  /**
   * A part of a model.
   *
   * @param type its class, empty if it does not say
   */
  private record Part(String type, Section parameters) {}

  ModelConfiguration {
    blocks = List.copyOf(blocks);
    labels = List.copyOf(labels);
  }

  /**
   * Reads a configuration.
   *
   * @throws NemoException naming the setting that is missing, malformed or not supported
   */
  static ModelConfiguration of(Section root) {
    requireLetters(root);
    Part encoder = part(root, "encoder");
    requireType(encoder, "encoder", ENCODERS);
    Part decoder = part(root, "decoder");
    requireType(decoder, "decoder", DECODERS);
    String release = release(root);
    Section parameters = encoder.parameters();
    requireBatchNormalization(parameters);
    Section preprocessor = part(root, "preprocessor").parameters();
    return new ModelConfiguration(
        release,
        parameters.text("activation").orElse("relu"),
        blocks(parameters),
        labels(root, decoder.parameters()),
        FrontEndConfiguration.of(preprocessor, version(release, root)));
  }

  private static void requireLetters(Section root) {
    boolean transducer =
        root.has("joint") || root.section("decoder").filter(d -> d.has("prednet")).isPresent();
    if (transducer) {
      throw new NemoException(
          "the model",
          "is a transducer with a recurrent decoder (RNN-T), which is not supported; expected is a CTC model");
    }
    if (root.has("tokenizer") || root.text("target").orElse("").endsWith("BPE")) {
      throw new NemoException(
          "the model",
          "writes word pieces (BPE, the setting 'tokenizer'), which are not supported; expected is a model that writes characters");
    }
  }

  private static Part part(Section root, String name) {
    Section section =
        root.section("init_params")
            .flatMap(parameters -> parameters.section(name + "_params"))
            .orElseGet(() -> root.requireSection(name));
    Section header = section.section("header").orElse(section);
    String type =
        Stream.of(
                section.text("_target_"),
                section.text("cls"),
                header.text("full_spec"),
                header.text("class"))
            .flatMap(Optional::stream)
            .findFirst()
            .orElse("");
    Section parameters =
        section.section("params").or(() -> section.section("init_params")).orElse(section);
    return new Part(type, parameters);
  }

  private static void requireType(Part part, String name, List<String> supported) {
    String type = part.type().substring(part.type().lastIndexOf('.') + 1);
    if (!type.isEmpty() && !supported.contains(type)) {
      throw new NemoException(
          "the " + name,
          "is a %s, which is not supported; expected is %s, as QuartzNet and Jasper have"
              .formatted(type, supported.get(0)));
    }
  }

  private static void requireBatchNormalization(Section encoder) {
    String mode = encoder.text("normalization_mode").orElse("batch");
    if (!mode.equals("batch")) {
      throw new NemoException(
          "the setting '%s'".formatted(encoder.place("normalization_mode")),
          "is '%s', a normalisation over all frames of a recording that is not supported; expected is batch"
              .formatted(mode));
    }
    if (encoder.integer("frame_splicing", 1) != 1) {
      throw new NemoException(
          "the setting '%s'".formatted(encoder.place("frame_splicing")),
          "joins several frames into one, which is not supported; expected is 1");
    }
  }

  private static List<BlockConfiguration> blocks(Section encoder) {
    List<BlockConfiguration> blocks = new ArrayList<>();
    String mode = encoder.text("residual_mode").orElse("add");
    for (Section block : encoder.sections("jasper")) {
      mode = BlockConfiguration.mode(block, mode);
      blocks.add(BlockConfiguration.of(block, mode));
    }
    return blocks;
  }

  private static List<String> labels(Section root, Section decoder) {
    return decoder
        .texts("vocabulary")
        .or(() -> root.texts("labels"))
        .or(() -> root.section("train_ds").flatMap(ModelConfiguration::labelsOfData))
        .or(() -> root.section("validation_ds").flatMap(ModelConfiguration::labelsOfData))
        .orElseThrow(
            () ->
                new NemoException(
                    "the configuration",
                    "has no alphabet: neither '%s' nor 'labels'"
                        .formatted(decoder.place("vocabulary"))));
  }

  private static Optional<List<String>> labelsOfData(Section data) {
    return data.texts("labels").or(() -> data.section("params").flatMap(p -> p.texts("labels")));
  }

  private static String release(Section root) {
    return root.text("nemo_version")
        .or(() -> root.section("header").flatMap(header -> header.text("nemo_core_version")))
        .orElse(UNKNOWN);
  }

  /** The framing of a release; that of 1.0 to 2.4 if it does not say, but for the form of 0.x. */
  private static FrontEnd.Version version(String release, Section root) {
    Matcher matcher = RELEASE.matcher(release);
    if (!matcher.matches()) {
      return root.has("init_params") ? FrontEnd.Version.NEMO_0_X : FrontEnd.Version.NEMO_1_X;
    }
    int major = Integer.parseInt(matcher.group(1));
    int minor = Integer.parseInt(matcher.group(2));
    if (major == 0) {
      return FrontEnd.Version.NEMO_0_X;
    }
    return major > 2 || (major == 2 && minor >= 5)
        ? FrontEnd.Version.NEMO_2_5
        : FrontEnd.Version.NEMO_1_X;
  }

  /** The network for people, as {@code QuartzNet 15x5} or {@code Jasper 10x5dr}. */
  String architecture() {
    List<BlockConfiguration> residual =
        blocks.stream().filter(block -> block.residual().present()).toList();
    List<Integer> repeats = residual.stream().map(BlockConfiguration::repeat).distinct().toList();
    if (repeats.size() != 1) {
      return "CTC network of %d blocks".formatted(blocks.size());
    }
    boolean separable = residual.stream().allMatch(BlockConfiguration::separable);
    boolean dense = residual.stream().anyMatch(block -> block.residual().dense());
    return "%s %dx%d%s"
        .formatted(
            separable ? "QuartzNet" : "Jasper", residual.size(), repeats.get(0), dense ? "dr" : "");
  }
}
