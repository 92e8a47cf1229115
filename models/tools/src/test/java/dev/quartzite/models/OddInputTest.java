package dev.quartzite.models;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.quartzite.models.nemo.TestArchive;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes by mistake, or lies about its size. */
class OddInputTest extends RefusalTest {
  private static final int SIZE_OFFSET = 124;
  private static final int CHECKSUM_OFFSET = 148;
  private static final int BLOCK = 512;

  @Test
  void aFolderIsNamedForWhatItIs() throws IOException {
    Files.createDirectory(file);
    assertRefused(file + " is a directory, expected is a NeMo archive or an ONNX file");
  }

  @Test
  void anEmptyFileIsNamedForWhatItIs() throws IOException {
    Files.createFile(file);
    assertRefused(file + " is not an ONNX network: it is empty");
  }

  @Test
  void aPlaceThatMayNotBeWrittenIsNamed() throws IOException {
    archive.write(file);
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      assumeFalse(Files.isWritable(closed), "this user may write everywhere");
      assertRefused("permission is denied", "add", file, "--name=model", "--into=" + closed);
      assertThat(err.toString()).contains(closed.toString());
    } finally {
      Files.delete(closed);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "vocabulary:|vocabulary: 17\\n  other:|'decoder.vocabulary' is a list, not '17'",
        "vocabulary:|vocabulary: {a: b}\\n  other:|'decoder.vocabulary' is a list, not a section",
        "vocabulary:|vocabulary: []\\n  other:|the alphabet has 0 labels, expected are 1 to",
        "vocabulary:|vocabulary:\\n  - [a]|'decoder.vocabulary' is a list of texts, not a list",
        "vocabulary:|vocabulary:\\n  - ''|the alphabet has a label of 0 characters, number 0",
        "- ' '|- a|the alphabet has the label 'a' twice, as number 0 and 1"
      })
  void labelsThatAreNoneAreNamed(String from, String to, String message) throws IOException {
    archive.configured(from, to.replace("\\n", "\n")).write(file);
    assertRefused(message);
  }

  @Test
  void aLabelThatBreaksLinesIsNoLabel() throws IOException {
    archive.configured("vocabulary:", "vocabulary:\n  - \"a\\\\n\"").write(file);
    assertRefused("the alphabet has a label with a control character, number 0");
  }

  @Test
  void labelsWithoutEndAreCountedAndNotPrinted() throws IOException {
    archive.configured("vocabulary:", "vocabulary:\n  - " + "long".repeat(10_000)).write(file);
    assertRefused("has a label of 40000 characters, number 0; expected are 1 to");
    archive = TestArchive.of("activation-selu.nemo");
    archive.configured("vocabulary:", "vocabulary:" + "\n  - q".repeat(100_000)).write(file);
    assertRefused("the alphabet has 100006 labels");
    archive = TestArchive.of("activation-selu.nemo");
    archive.configured("filters: 6", "filters: " + "many".repeat(10_000)).write(file);
    assertRefused("is a number, not 'manymany");
    assertThat(err.toString()).hasSizeLessThan(300);
  }

  @Test
  void anEntryThatIsSmallerThanItSaysIsRefused() throws IOException {
    withSizeOfFirst("77777777777 ".getBytes(US_ASCII));
    assertRefused(file + " is damaged or truncated, or no tar archive (Truncated TAR archive)");
  }

  @Test
  void anEntryOfLessThanNothingIsRefused() throws IOException {
    byte[] negative = new byte[12];
    Arrays.fill(negative, (byte) 0xff);
    withSizeOfFirst(negative);
    assertRefused(file + " is damaged or truncated, or no tar archive");
  }

  @Test
  void aNameWithoutEndIsRefused() throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file));
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      TarArchiveEntry name = new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
      byte[] part = new byte[1 << 20];
      Arrays.fill(part, (byte) 'a');
      name.setSize(32L * part.length);
      tar.putArchiveEntry(name);
      for (int i = 0; i < 32; i++) {
        tar.write(part);
      }
      tar.closeArchiveEntry();
    }
    assertRefused(file + " has a name or a header without end");
  }

  /** Writes the archive with another size in the header of its first entry. */
  private void withSizeOfFirst(byte[] size) throws IOException {
    byte[] tar = Files.readAllBytes(archive.write(file));
    System.arraycopy(size, 0, tar, SIZE_OFFSET, size.length);
    Arrays.fill(tar, CHECKSUM_OFFSET, CHECKSUM_OFFSET + 8, (byte) ' ');
    int sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += tar[i] & 0xff;
    }
    byte[] checksum = "%06o\0 ".formatted(sum).getBytes(US_ASCII);
    System.arraycopy(checksum, 0, tar, CHECKSUM_OFFSET, checksum.length);
    Files.write(file, tar);
  }
}
