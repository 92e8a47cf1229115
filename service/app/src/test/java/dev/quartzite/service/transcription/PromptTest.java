package dev.quartzite.service.transcription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.decoding.Alphabet;
import dev.quartzite.lm.LanguageModel;
import dev.quartzite.lm.NgramLanguageModel;
import dev.quartzite.lm.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptTest {
  private static final Alphabet ALPHABET =
      Alphabet.of(List.of(" abcdefghijklmnopqrstuvwxyz'".split("")), 28);

  private static final Vocabulary NOTHING = LanguageModel.none().vocabulary();

  @TempDir private Path folder;

  @Test
  void ofAListEachNameAndShortPhraseIsTaken() {
    assertThat(phrases("Atrial Fibrillation; O’Brien,\nX-ray.", NOTHING))
        .containsExactly("Atrial Fibrillation", "O'Brien", "X ray");
  }

  @Test
  void whatTheModelCannotWriteIsLeftOut() {
    assertThat(phrases("Łódź, 5x5, gneiss", NOTHING)).containsExactly("gneiss");
  }

  @Test
  void ofRunningTextTheWordsAreTakenThatTheLanguageModelDoesNotKnow() throws IOException {
    String text = "The gneiss lies over the schist. The schist, over it!";
    assertThat(phrases(text, vocabulary("the", "lies", "over", "it")))
        .containsExactly("gneiss", "schist");
  }

  @Test
  void runningTextGivesNothingWithoutALanguageModel() {
    assertThat(phrases("The gneiss lies over the schist.", NOTHING)).isEmpty();
  }

  private static Set<String> phrases(String prompt, Vocabulary vocabulary) {
    return Prompt.phrases(prompt, ALPHABET, vocabulary);
  }

  private Vocabulary vocabulary(String... words) throws IOException {
    StringBuilder arpa =
        new StringBuilder("\\data\\\nngram 1=%d\n\n\\1-grams:\n".formatted(words.length + 3));
    Arrays.asList("<unk>", "<s>", "</s>").forEach(word -> arpa.append("-1\t" + word + "\n"));
    Arrays.asList(words).forEach(word -> arpa.append("-1\t" + word + "\n"));
    Path file = Files.writeString(folder.resolve("small.arpa"), arpa + "\n\\end\\\n");
    return NgramLanguageModel.open(file).vocabulary();
  }
}
