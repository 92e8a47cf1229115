package dev.quartzite.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quartzite.audio.UnsupportedAudioException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not a recording, and what is one but cannot be decoded. */
class RefusalsTest {
  private static final int RATE = 16_000;

  private final AudioReader reader = new AudioReader(RATE, AudioLimits.defaults());
  @TempDir private Path folder;
  private Path speech;

  @BeforeEach
  void writeRecording() throws IOException {
    float[] sine = Signals.sine(440, 0.5, RATE, 2);
    speech = SoundFile.write(folder, "speech.wav", SoundFile.wav(RATE, 1, sine));
  }

  @Test
  void fileOfNoBytesIsCalledEmpty() throws IOException {
    assertThat(refusal(new byte[0])).isEqualTo(Reason.EMPTY);
  }

  @Test
  void fileThatIsNotThereIsNoMatterOfItsContent() {
    assertThatThrownBy(() -> reader.read(folder.resolve("absent"), ChannelSelection.MIX))
        .isInstanceOf(UncheckedIOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Not a recording, only its name says so.", "<html></html>", "{}", "x"})
  void textIsNotAudio(String text) throws IOException {
    assertThat(refusal(text.repeat(100).getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(Reason.NOT_AUDIO);
  }

  @Test
  void noiseIsNotAudio() throws IOException {
    byte[] noise = new byte[200_000];
    new Random(1).nextBytes(noise);
    noise[0] = 'x';

    assertThat(refusal(noise)).isEqualTo(Reason.NOT_AUDIO);
  }

  @Test
  void pictureIsNotAudio() throws Exception {
    Path png = folder.resolve("picture.png");
    Encoder.run(List.of("-f", "lavfi", "-i", "testsrc", "-frames:v", "1", png.toString()));

    assertThat(refusal(Files.readAllBytes(png))).isEqualTo(Reason.NOT_AUDIO);
  }

  @Test
  void videoWithoutSoundCannotBeDecoded() throws Exception {
    Path video = folder.resolve("silent.mp4");
    Encoder.run(List.of("-f", "lavfi", "-i", "testsrc", "-t", "1", video.toString()));

    assertThatThrownBy(() -> reader.read(video, ChannelSelection.MIX))
        .isInstanceOf(UnsupportedAudioException.class)
        .hasMessageContaining("no sound");
  }

  /** Each would play speech.wav, which lies beside it, if its name in it were followed. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n%s\n#EXT-X-ENDLIST\n",
        "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nfile:%s\n#EXT-X-ENDLIST\n",
        "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nconcat:%1$s|%1$s\n#EXT-X-ENDLIST\n",
        "ffconcat version 1.0\nfile '%s'\n",
        "ffconcat version 1.0\nfile file:%s\n",
        "file '%s'\n",
        "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 9 RTP/AVP 0\n",
        "RTSPtextRTSP://%s",
        "[playlist]\nFile1=%s\nNumberOfEntries=1\n",
      })
  void playlistReadsNoOtherFile(String playlist) throws IOException {
    for (String name : List.of("list.wav", "list.m3u8", "list.ffconcat", "list.mpd", "list.sdp")) {
      Path file =
          SoundFile.write(
              folder, name, playlist.formatted(speech).getBytes(StandardCharsets.UTF_8));
      assertThat(refusal(file)).isEqualTo(Reason.NOT_AUDIO);
    }
  }

  /** FFmpeg plays this one, unless both its formats and its protocols are limited. */
  @Test
  void dashManifestReadsNoOtherFile() throws Exception {
    Path other = Encoder.encode(speech, folder.resolve("speech.m4a"));
    String manifest =
        """
        <?xml version="1.0"?>
        <MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" minBufferTime="PT1S"
            mediaPresentationDuration="PT2S" profiles="urn:mpeg:dash:profile:isoff-main:2011">
          <Period duration="PT2S">
            <AdaptationSet mimeType="audio/mp4" contentType="audio">
              <Representation id="1" bandwidth="64000" codecs="mp4a.40.2">
                <BaseURL>file:%s</BaseURL>
              </Representation>
            </AdaptationSet>
          </Period>
        </MPD>
        """;

    assertThat(refusal(manifest.formatted(other).getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(Reason.NOT_AUDIO);
  }

  @ParameterizedTest
  @CsvSource({"flac, 200", "mp3, 60", "ogg, 200", "webm, 200", "m4a, 5000", "wma, 200", "caf, 40"})
  void containerCutBeforeItsSoundCannotBeDecoded(String format, int length) throws Exception {
    byte[] whole = encoded(format);

    assertThat(refusal(Arrays.copyOf(whole, length))).isEqualTo(Reason.UNDECODABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"flac", "mp3", "ogg", "webm", "aac", "amr", "wma", "ts"})
  void recordingCutHalfwayGivesItsFirstHalf(String format) throws Exception {
    byte[] whole = encoded(format);
    Path half = SoundFile.write(folder, "half", Arrays.copyOf(whole, whole.length * 6 / 10));

    Waveform waveform = reader.read(half, ChannelSelection.MIX).get(0);

    assertThat(waveform.seconds()).isBetween(0.5, 1.6);
    assertThat(Signals.amplitude(waveform, 440)).isBetween(0.35, 0.65);
  }

  @Test
  void headerFollowedByNoiseCannotBeDecoded() throws Exception {
    byte[] flac = encoded("flac");
    byte[] noise = new byte[flac.length - 300];
    new Random(1).nextBytes(noise);
    System.arraycopy(noise, 0, flac, 300, noise.length);

    assertThat(refusal(flac)).isEqualTo(Reason.UNDECODABLE);
  }

  @Test
  void messagesNameNoFileOfThisMachine() throws Exception {
    for (byte[] file :
        List.of(Arrays.copyOf(encoded("m4a"), 5_000), "text".getBytes(StandardCharsets.UTF_8))) {
      Path path = SoundFile.write(folder, "secret-name", file);
      UnsupportedAudioException refusal =
          catchThrowableOfType(
              UnsupportedAudioException.class, () -> reader.read(path, ChannelSelection.MIX));
      assertThat(refusal.getMessage()).doesNotContain("secret-name", "fd:", "pipe:", "/", "0x");
    }
  }

  private byte[] encoded(String format) throws Exception {
    String[] options = format.equals("amr") ? new String[] {"-ar", "8000"} : new String[0];
    Path target = folder.resolve("encoded." + format);
    return Files.readAllBytes(Encoder.encode(speech, target, options));
  }

  private Reason refusal(byte[] content) throws IOException {
    return refusal(SoundFile.write(folder, "upload.wav", content));
  }

  private Reason refusal(Path file) {
    UnsupportedAudioException refusal =
        catchThrowableOfType(
            UnsupportedAudioException.class, () -> reader.read(file, ChannelSelection.MIX));
    assertThat(refusal).as("refusal of %s", file).isNotNull();
    return refusal.reason();
  }
}
