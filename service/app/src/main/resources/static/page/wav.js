// Sound → a WAV file.

const HEADER = 44;

/** A mono WAV file of 16 bits of pieces of samples (Float32Array, −1 to 1). */
export function wav(pieces, sampleRate, name) {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const view = new DataView(new ArrayBuffer(HEADER));
  const ascii = (offset, text) => [...text].forEach((letter, i) =>
    view.setUint8(offset + i, letter.charCodeAt(0)));
  ascii(0, "RIFF");
  view.setUint32(4, HEADER - 8 + 2 * length, true);
  ascii(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true); // PCM
  view.setUint16(22, 1, true); // channels
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, 2 * sampleRate, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  ascii(36, "data");
  view.setUint32(40, 2 * length, true);
  return new File([view.buffer, ...pieces.map(pcm)], name, { type: "audio/wav" });
}

function pcm(samples) {
  const bytes = new DataView(new ArrayBuffer(2 * samples.length));
  samples.forEach((sample, i) =>
    bytes.setInt16(2 * i, Math.round(Math.max(-1, Math.min(1, sample)) * 32767), true));
  return bytes.buffer;
}
