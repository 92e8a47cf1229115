package dev.quartzite.spark;

import dev.quartzite.LoadedModel;
import dev.quartzite.ModelManifest;
import dev.quartzite.ModelManifest.AttachedLanguageModel;
import dev.quartzite.Transcript;
import dev.quartzite.Word;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Transcripts as rows. Path, length and modification time are those of Spark's {@code binaryFile};
 * text, words, confidence (0 to 1, mean of the words) and duration (seconds) are null where {@code
 * error} says why there is no transcript.
 */
final class TranscriptRows {
  static final String PATH = "path";
  static final String LENGTH = "length";
  static final String MODIFIED = "modificationTime";
  static final String ERROR = "error";
  static final String MODEL_SHA256 = "receipt.model_sha256";

  private static final StructType WORD =
      new StructType()
          .add("word", DataTypes.StringType)
          .add("start", DataTypes.DoubleType)
          .add("end", DataTypes.DoubleType)
          .add("confidence", DataTypes.DoubleType);

  private static final StructType RECEIPT =
      new StructType()
          .add("model", DataTypes.StringType)
          .add("model_sha256", DataTypes.StringType)
          .add("front_end", DataTypes.StringType)
          .add("language_model", DataTypes.StringType)
          .add("language_model_sha256", DataTypes.StringType)
          .add("device", DataTypes.StringType);

  /** A recording to transcribe. */
  static final StructType RECORDING =
      new StructType()
          .add(PATH, DataTypes.StringType)
          .add(LENGTH, DataTypes.LongType)
          .add(MODIFIED, DataTypes.TimestampType);

  /** What became of it. */
  static final StructType TRANSCRIPT =
      RECORDING
          .add("text", DataTypes.StringType)
          .add("words", DataTypes.createArrayType(WORD))
          .add("confidence", DataTypes.DoubleType)
          .add("duration", DataTypes.DoubleType)
          .add(ERROR, DataTypes.StringType)
          .add("receipt", RECEIPT)
          .add("transcribed", DataTypes.TimestampType);

  private TranscriptRows() {}

  static Row of(Row recording, Transcript transcript, Row receipt) {
    List<Row> words = transcript.words().stream().map(TranscriptRows::word).toList();
    OptionalDouble confidence = transcript.words().stream().mapToDouble(Word::confidence).average();
    return row(
        recording,
        transcript.text(),
        CollectionConverters.asScala(words).toSeq(),
        confidence.isPresent() ? confidence.getAsDouble() : null,
        transcript.seconds(),
        null,
        receipt);
  }

  static Row failed(Row recording, String error, Row receipt) {
    return row(recording, null, null, null, null, error, receipt);
  }

  /** Whether a row of this class tells why there is no transcript. */
  static boolean hasFailed(Row row) {
    return !row.isNullAt(TRANSCRIPT.fieldIndex(ERROR));
  }

  private static Row row(Row recording, @Nullable Object... values) {
    @Nullable Object[] all = new Object[TRANSCRIPT.size()];
    for (int i = 0; i < recording.size(); i++) {
      all[i] = recording.get(i);
    }
    System.arraycopy(values, 0, all, recording.size(), values.length);
    all[all.length - 1] = Timestamp.from(Instant.now());
    return RowFactory.create(all);
  }

  private static Row word(Word word) {
    return RowFactory.create(word.text(), word.start(), word.end(), word.confidence());
  }

  /** What transcripts of a model are made with: the same receipt, the same text. */
  static Row receipt(LoadedModel model) {
    ModelManifest manifest = model.manifest();
    @Nullable AttachedLanguageModel languageModel =
        manifest.decoding().languageModels().stream().findFirst().orElse(null);
    return RowFactory.create(
        manifest.name(),
        modelSha256(manifest),
        manifest.frontEnd().version().label(),
        languageModel == null ? null : languageModel.id(),
        languageModel == null ? null : manifest.checksums().get(languageModel.file()),
        model.device().used().label());
  }

  static String modelSha256(ModelManifest manifest) {
    return String.valueOf(manifest.checksums().get(ModelManifest.WEIGHTS));
  }
}
