// What is to be said about a moment of a recording.
import { moment, percent } from "./text.js";

/** Names of tokens that have no letter. */
function tokenName(label) {
  return label === "" ? "blank" : label === " " ? "space" : label;
}

/** "0:03.24 · river · e 97 % · i 2 %", and what the pointer is at. */
export function describe(at, { band, letter }, { words, spectrogram, emissions }) {
  const parts = [moment(at)];
  const word = words.find(({ start, end }) => start <= at && at < end);
  if (word) {
    parts.push(word.word);
  }
  emissions.top(at, 3).forEach(([column, value]) =>
    parts.push(`${tokenName(emissions.labels[column])} ${percent(value)}`));
  if (letter !== undefined) {
    const value = emissions.value(at, letter);
    if (value !== undefined) {
      parts.push(`here: ${tokenName(emissions.labels[letter])} ${percent(value)}`);
    }
  }
  if (band !== undefined) {
    const value = spectrogram.value(at, band);
    if (value !== undefined) {
      const hertz = Math.round(spectrogram.frequencies[band]);
      parts.push(`${hertz} Hz: ${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(1)} σ`);
    }
  }
  return parts.join("  ·  ");
}
