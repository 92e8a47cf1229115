package dev.quartzite.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every container and codec that is promised, from a sine of one second. */
class EncodedFormatsTest {
  private static final int RATE = 16_000;
  private static final double HERTZ = 440;
  private static final double AMPLITUDE = 0.5;

  private final AudioReader reader = new AudioReader(RATE, AudioLimits.defaults());
  @TempDir private Path folder;

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          sound.flac ;
          sound.mp3  ;
          sound.ogg  ; -c:a libopus
          sound.ogg  ; -c:a vorbis -strict -2 -af pan=stereo|c0=c0|c1=c0
          sound.webm ; -c:a libopus
          sound.mka  ; -c:a flac
          sound.mkv  ; -c:a aac
          sound.m4a  ;
          sound.mp4  ; -movflags +faststart
          sound.mov  ; -c:a alac
          sound.3gp  ; -ar 8000 -c:a libopencore_amrnb -b:a 12200
          sound.amr  ; -ar 8000 -b:a 12200
          sound.amr  ; -c:a libvo_amrwbenc -b:a 23850
          sound.aac  ;
          sound.wma  ;
          sound.ac3  ;
          sound.caf  ;
          sound.w64  ;
          sound.avi  ;
          sound.ts   ; -c:a aac
          sound.ts   ;
          sound.wv   ;
          sound.mp2  ;
          sound.mpg  ;
          sound.ogg  ; -c:a flac
          sound.ogg  ; -c:a libspeex
          sound.mka  ; -c:a pcm_s16le
          sound.mka  ; -c:a dca -strict -2 -ar 48000
          sound.wma  ; -c:a wmav1
          sound.eac3 ;
          sound.tta  ;
          sound.flv  ; -c:a aac
          sound.wav  ; -c:a pcm_mulaw
          sound.wav  ; -c:a pcm_alaw
          sound.wav  ; -c:a adpcm_ms
          sound.wav  ; -c:a adpcm_ima_wav
          sound.wav  ; -c:a g726 -ar 8000
          sound.wav  ; -c:a libmp3lame
          sound.aiff ; -c:a pcm_mulaw -f aiff
          sound.au   ; -c:a pcm_alaw
          sound.wav  ; -ar 44100
          sound.aiff ; -ar 48000
          sound.au   ; -ar 22050
          """)
  void keepsLengthPitchAndLevel(String name, String options) throws Exception {
    Path recording = encode(name, options == null ? "" : options);

    Waveform waveform = reader.read(recording, ChannelSelection.MIX).get(0);

    assertThat(waveform.sampleRate()).isEqualTo(RATE);
    assertThat(waveform.seconds()).isBetween(0.95, 1.15); // codecs pad to whole frames
    // Speech codecs lose some of a sine; a wrong mix would change it by 3 dB.
    assertThat(Signals.amplitude(waveform, HERTZ)).isCloseTo(AMPLITUDE, within(0.15));
  }

  @Test
  void flacGivesTheSamplesOfItsWav() throws Exception {
    byte[] wav = SoundFile.wav(RATE, 2, Signals.noise(2 * RATE, 16, 1));
    Path original = SoundFile.write(folder, "noise.wav", wav);
    Path flac = Encoder.encode(original, folder.resolve("noise.flac"));

    assertThat(reader.read(flac, ChannelSelection.SEPARATE))
        .isEqualTo(reader.read(original, ChannelSelection.SEPARATE));
    assertThat(reader.read(flac, ChannelSelection.MIX))
        .isEqualTo(reader.read(original, ChannelSelection.MIX));
  }

  private Path encode(String name, String options) throws Exception {
    byte[] wav = SoundFile.wav(RATE, 1, Signals.sine(HERTZ, AMPLITUDE, RATE, 1));
    Path original = SoundFile.write(folder, "original.wav", wav);
    String[] arguments = options.isBlank() ? new String[0] : options.strip().split(" ");
    return Encoder.encode(
        original, folder.resolve(name), List.of(arguments).toArray(String[]::new));
  }
}
