package dev.quartzite.models;

import dev.quartzite.decoding.Alphabet;
import dev.quartzite.features.FrontEnd;
import dev.quartzite.models.nemo.NemoModel;
import dev.quartzite.models.onnx.NetworkFacts;
import dev.quartzite.models.onnx.StoredNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A network in a file that somebody brings, in ONNX or in an archive of NeMo, which says more.
 *
 * @param network as it stands there
 * @param archive what else an archive says
 */
record NetworkFile(StoredNetwork network, Optional<NemoModel> archive) {

  /**
   * Reads a file of either kind.
   *
   * @param scratch a folder for what an archive is unpacked to
   */
  static NetworkFile read(Path file, Path scratch) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(
          "%s is a directory, expected is a NeMo archive or an ONNX file".formatted(file));
    }
    if (NemoModel.isArchive(file)) {
      NemoModel model = NemoModel.read(file, scratch);
      return new NetworkFile(model.network(), Optional.of(model));
    }
    return new NetworkFile(StoredNetwork.open(file), Optional.empty());
  }

  /** The facts of the network, with what the archive knows better than its graph tells. */
  NetworkFacts facts(NetworkFacts found) {
    return archive
        .map(
            model ->
                new NetworkFacts(
                    model.architecture(),
                    model.parameters(),
                    found.melBands(),
                    found.tokens(),
                    found.stride()))
        .orElse(found);
  }

  /** Its alphabet: the archive's, or that of a file, or the English one. */
  Alphabet alphabet(Optional<Path> labels, NetworkFacts facts) throws IOException {
    if (archive.isPresent()) {
      if (labels.isPresent()) {
        throw new IllegalArgumentException(
            "a NeMo archive has its own alphabet: leave --alphabet out");
      }
      return archive.get().alphabet();
    }
    return labels.isPresent()
        ? AlphabetFile.read(labels.get(), facts.tokens())
        : AlphabetFile.english(facts.tokens());
  }

  /** Its front end: the archive's or QuartzNet's, in another version on request. */
  FrontEnd frontEnd(Optional<FrontEnd.Version> version, NetworkFacts facts) {
    if (archive.isEmpty()) {
      return facts.frontEnd(version.orElse(FrontEnd.Version.NEMO_1_X));
    }
    FrontEnd own = archive.get().frontEnd();
    return new FrontEnd(
        version.orElse(own.version()),
        own.sampleRate(),
        own.windowSamples(),
        own.hopSamples(),
        own.fftSize(),
        own.melBands());
  }

  /** Where it comes from, for people. */
  String origin() {
    return archive
        .map(model -> ", an archive of NeMo, release %s".formatted(model.release()))
        .orElse(", an ONNX network");
  }
}
