package dev.quartzite.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.scoring.Alignment.Kind;
import dev.quartzite.scoring.Alignment.Pair;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlignmentTest {
  @Test
  void putsTokensSideBySide() {
    assertThat(Alignment.words("it has a tail", "has a big tale").pairs())
        .containsExactly(
            new Pair(Kind.DELETION, "it", ""),
            new Pair(Kind.HIT, "has", "has"),
            new Pair(Kind.HIT, "a", "a"),
            new Pair(Kind.INSERTION, "", "big"),
            new Pair(Kind.SUBSTITUTION, "tail", "tale"));
  }

  @Test
  void prefersHitsAmongAlignmentsWithEquallyManyErrors() {
    // Two substitutions would be two errors as well, but hide that "b" was recognised.
    assertThat(Alignment.of(List.of("a", "b"), List.of("b", "c")).pairs())
        .containsExactly(
            new Pair(Kind.DELETION, "a", ""),
            new Pair(Kind.HIT, "b", "b"),
            new Pair(Kind.INSERTION, "", "c"));
  }

  @Test
  void keepsBothTextsWhole() {
    Alignment alignment = Alignment.words("one two three four", "two free for five six");
    assertThat(alignment.pairs().stream().map(Pair::reference).filter(t -> !t.isEmpty()))
        .containsExactly("one", "two", "three", "four");
    assertThat(alignment.pairs().stream().map(Pair::hypothesis).filter(t -> !t.isEmpty()))
        .containsExactly("two", "free", "for", "five", "six");
  }
}
