package dev.quartzite.service.transcription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartzite.math.FloatMatrix;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class PictureRowsTest {
  @Test
  void hasAByteAValue() {
    PictureRows rows = rows(100);

    rows.add(0, frames(0f, 0.2f, 1f, 0.6f));

    assertThat(rows.rows()).isEqualTo(2);
    assertThat(rows.framesPerRow()).isEqualTo(1);
    assertThat(bytes(rows)).containsExactly(0, 51, 255, 153);
  }

  @Test
  void cutsOffWhatLiesBeyond() {
    PictureRows rows = rows(100);

    rows.add(0, frames(-3f, 7f));

    assertThat(bytes(rows)).containsExactly(0, 255);
  }

  @Test
  void keepsTheLargerOfTwoFramesAtOnePlace() {
    PictureRows rows = rows(100);

    rows.add(0, frames(0f, 0.2f, 0.4f, 0f));
    rows.add(1, frames(0.2f, 1f, 0.6f, 0.6f));

    assertThat(bytes(rows)).containsExactly(0, 51, 102, 255, 153, 153);
  }

  @Test
  void leavesFramesEmptyThatNobodyAdded() {
    PictureRows rows = rows(100);

    rows.add(2, frames(1f, 1f));

    assertThat(bytes(rows)).containsExactly(0, 0, 0, 0, 255, 255);
  }

  @Test
  void joinsFramesWhereThereAreTooMany() {
    PictureRows rows = rows(4);

    for (int frame = 0; frame < 11; frame++) {
      rows.add(frame, frames(frame / 51f, (10 - frame) / 51f));
    }

    assertThat(rows.framesPerRow()).isEqualTo(4);
    assertThat(bytes(rows)).containsExactly(15, 50, 35, 30, 50, 10);
  }

  private static PictureRows rows(int most) {
    return new PictureRows(2, most, value -> value);
  }

  private static FloatMatrix frames(float... values) {
    return FloatMatrix.wrap(values.length / 2, 2, values);
  }

  private static int[] bytes(PictureRows rows) {
    byte[] bytes = Base64.getDecoder().decode(rows.base64());
    int[] values = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      values[i] = bytes[i] & 0xFF;
    }
    return values;
  }
}
