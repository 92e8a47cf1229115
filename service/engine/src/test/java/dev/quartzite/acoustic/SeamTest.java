package dev.quartzite.acoustic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.math.FloatMatrix;
import org.junit.jupiter.api.Test;

/** Tokens are a space, "a" and a blank, written as characters. */
class SeamTest {
  private static final int SPACE = 0;
  private static final int BLANK = 2;

  @Test
  void segmentsAreJoinedAfterTheSpaceThatBothHear() {
    Seam seam = seam("__aa _aa_", 2, "aa _a__");
    assertThat(seam.frame()).isEqualTo(3);
    assertThat(seam.agreement()).isEqualTo(6.0 / 7);
  }

  @Test
  void withoutACommonSpaceTheyAreJoinedAtABlank() {
    assertThat(seam("aa a_a", 1, "aaa_aa").frame()).isEqualTo(4);
  }

  @Test
  void anAlphabetWithoutSpaceIsJoinedAtABlank() {
    Seam seam = Seam.between(emissions("a_a"), 0, emissions("a_a"), -1, BLANK);
    assertThat(seam.frame()).isEqualTo(2);
    assertThat(seam.agreement()).isEqualTo(1);
  }

  private static Seam seam(String first, int from, String second) {
    return Seam.between(emissions(first), from, emissions(second), SPACE, BLANK);
  }

  private static Emissions emissions(String path) {
    float[] values = new float[path.length() * 3];
    for (int i = 0; i < values.length; i++) {
      boolean heard = " a_".charAt(i % 3) == path.charAt(i / 3);
      values[i] = (float) Math.log(heard ? 0.8 : 0.1);
    }
    return new Emissions(FloatMatrix.wrap(path.length(), 3, values), 0.02);
  }
}
