// Draws axis, words, spectrogram and emissions, one below the other, for a stretch of time.
import { ramp } from "./pictures.js";
import { clock, moment } from "./text.js";

const AXIS = 22;
const WORDS = 26;
const BAND = 2;
const GAP = 10;
const LETTER = 11;

/** Pixels that the names of letters and frequencies take on the left. */
export const GUTTER = 40;

/** Energies of speech lie within two deviations of a band's mean: the colours are for those. */
const sound = (low, ...others) =>
  ramp([low, low, low, ...others, others.at(-1), others.at(-1)]);

const COLOURS = {
  light: {
    sound: sound([251, 250, 247], [215, 232, 229], [120, 178, 181], [37, 116, 127], [8, 51, 61]),
    letters: ramp([[251, 250, 247], [249, 225, 178], [228, 150, 52], [150, 76, 8], [82, 34, 0]]),
  },
  dark: {
    sound: sound([25, 24, 22], [21, 56, 62], [33, 108, 118], [108, 192, 194], [238, 247, 226]),
    letters: ramp([[25, 24, 22], [70, 44, 17], [170, 103, 27], [255, 203, 115], [255, 246, 222]]),
  },
};

/** Where the lanes lie, from the top, in pixels of the page. */
export function layout({ spectrogram, emissions }) {
  const sound = AXIS + WORDS;
  const letters = sound + spectrogram.columns * BAND + GAP;
  const height = letters + emissions.columns * LETTER;
  return { words: AXIS, sound, letters, height };
}

/** What lies at this height: `{band}`, `{letter}` or nothing. */
export function laneAt(y, data) {
  const { spectrogram, emissions } = data;
  const lanes = layout(data);
  if (y >= lanes.letters) {
    const letter = Math.floor((y - lanes.letters) / LETTER);
    return letter < emissions.columns ? { letter } : {};
  }
  if (y >= lanes.sound && y < lanes.sound + spectrogram.columns * BAND) {
    return { band: spectrogram.columns - 1 - Math.floor((y - lanes.sound) / BAND) };
  }
  return {};
}

/**
 * Draws all that does not move.
 *
 * @param context of a canvas in pixels of the page
 * @param view `{from, span, width, dark, font, ink, faint, line}`
 * @param data `{words, spectrogram, emissions}`
 */
export function drawLanes(context, view, data) {
  const lanes = layout(data);
  const colours = view.dark ? COLOURS.dark : COLOURS.light;
  context.clearRect(0, 0, view.width, lanes.height);
  context.textBaseline = "middle";
  drawAxis(context, view, lanes);
  drawWords(context, view, data.words, lanes);
  drawPicture(context, view, data.spectrogram, colours.sound,
    { top: lanes.sound, row: BAND, spectrum: true });
  drawFrequencies(context, view, data.spectrogram, lanes);
  drawPicture(context, view, data.emissions, colours.letters,
    { top: lanes.letters, row: LETTER, spectrum: false });
  drawLetters(context, view, data.emissions, lanes);
}

function drawAxis(context, view, lanes) {
  const perPixel = view.span / (view.width - GUTTER);
  const step = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600]
    .find((each) => each / perPixel >= 64) ?? 7200;
  context.font = `11px ${view.font}`;
  context.textAlign = "center";
  for (let i = Math.ceil(view.from / step); i * step <= view.from + view.span; i++) {
    const x = GUTTER + (i * step - view.from) / perPixel;
    context.fillStyle = view.line;
    context.fillRect(Math.round(x), AXIS - 5, 1, lanes.height - AXIS + 5);
    context.fillStyle = view.faint;
    if (x > GUTTER + 8 && x < view.width - 16) {
      context.fillText(step < 1 ? moment(i * step).slice(0, -1) : clock(i * step), x, AXIS / 2 - 2);
    }
  }
}

function drawWords(context, view, words, lanes) {
  const scale = (view.width - GUTTER) / view.span;
  const middle = lanes.words + WORDS / 2;
  context.font = `12px ${view.font}`;
  context.textAlign = "left";
  words.forEach((word, i) => {
    if (word.end < view.from || word.start > view.from + view.span) {
      return;
    }
    const x = GUTTER + (word.start - view.from) * scale;
    const width = Math.max(2, (word.end - word.start) * scale);
    const next = words[i + 1] ? (words[i + 1].start - word.start) * scale : view.width - x;
    context.save();
    context.beginPath();
    context.rect(GUTTER, 0, view.width - GUTTER, lanes.height);
    context.clip();
    context.fillStyle = view.faint;
    context.fillRect(x, lanes.words + WORDS - 4, width, 2);
    if (context.measureText(word.word).width + 3 <= next) {
      context.fillStyle = view.ink;
      context.fillText(word.word, x, middle - 2);
    }
    context.restore();
  });
}

function drawPicture(context, view, picture, colours, { top, row, spectrum }) {
  const width = Math.max(1, Math.round(view.width - GUTTER));
  const image = picture.paint(view.from, view.from + view.span, width, colours, spectrum);
  const canvas = new OffscreenCanvas(width, picture.columns);
  canvas.getContext("2d").putImageData(image, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(canvas, GUTTER, top, width, picture.columns * row);
}

function drawFrequencies(context, view, picture, lanes) {
  context.font = `9.5px ${view.font}`;
  context.textAlign = "right";
  context.fillStyle = view.faint;
  for (const hertz of [500, 1000, 2000, 4000]) {
    const band = picture.frequencies.findIndex((each) => each >= hertz);
    if (band > 0) {
      const y = lanes.sound + (picture.columns - 1 - band + 0.5) * BAND;
      context.fillText(hertz < 1000 ? `${hertz} Hz` : `${hertz / 1000} kHz`, GUTTER - 6, y);
    }
  }
}

function drawLetters(context, view, picture, lanes) {
  context.font = `9.5px ${view.font}`;
  context.textAlign = "right";
  context.fillStyle = view.faint;
  picture.labels.forEach((label, i) => {
    const name = label === "" ? "–" : label === " " ? "␣" : label;
    context.fillText(name, GUTTER - 6, lanes.letters + (i + 0.5) * LETTER);
  });
}
