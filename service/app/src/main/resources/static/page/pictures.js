// Emissions and spectrograms as the service sends them: rows of bytes, a row a frame.

/**
 * A picture `[frames × columns]`. A byte b stands for minimum + b/255 × (maximum − minimum). Long
 * recordings come thinned: then a row has the largest value of all the frames that it stands for.
 */
export class Picture {
  constructor(wire) {
    this.frames = wire.frames;
    this.step = wire.step_seconds;
    this.labels = wire.labels ?? [];
    this.frequencies = wire.frequencies ?? [];
    this.columns = this.labels.length || this.frequencies.length;
    this.minimum = wire.minimum;
    this.maximum = wire.maximum;
    this.bytes = decode(wire.data);
  }

  /** The value at a moment; undefined where the picture ends. */
  value(seconds, column) {
    const frame = Math.floor(seconds / this.step + 1e-6);
    return frame < 0 || frame >= this.frames ? undefined
      : this.minimum
        + this.bytes[frame * this.columns + column] / 255 * (this.maximum - this.minimum);
  }

  /** The likeliest columns at a moment, as `[column, value]`, the likeliest first. */
  top(seconds, count) {
    const all = [];
    for (let column = 0; column < this.columns; column++) {
      const value = this.value(seconds, column);
      if (value > 0.005) {
        all.push([column, value]);
      }
    }
    return all.sort((a, b) => b[1] - a[1]).slice(0, count);
  }

  /**
   * What lies between two moments, drawn `width` pixels wide and a pixel a column high. Of several
   * frames in one pixel a spectrum shows the mean, and has its last column on top; else the
   * strongest is shown.
   *
   * @param colours 256 colours as 32 bits
   */
  paint(from, to, width, colours, spectrum) {
    const image = new ImageData(width, this.columns);
    const pixels = new Uint32Array(image.data.buffer);
    const perPixel = (to - from) / width / this.step;
    for (let x = 0; x < width; x++) {
      const start = from / this.step + 1e-6;
      const first = Math.floor(start + x * perPixel);
      const last = Math.min(this.frames, Math.max(first + 1, Math.floor(start + (x + 1) * perPixel)));
      for (let column = 0; first < last && column < this.columns; column++) {
        const y = spectrum ? this.columns - 1 - column : column;
        const value = spectrum ? this.#mean(first, last, column) : this.#most(first, last, column);
        pixels[y * width + x] = colours[value];
      }
    }
    return image;
  }

  #mean(first, last, column) {
    let sum = 0;
    for (let frame = first; frame < last; frame++) {
      sum += this.bytes[frame * this.columns + column];
    }
    return Math.round(sum / (last - first));
  }

  #most(first, last, column) {
    let most = 0;
    for (let frame = first; frame < last; frame++) {
      most = Math.max(most, this.bytes[frame * this.columns + column]);
    }
    return most;
  }
}

/** 256 colours as 32 bits, evenly through some stops `[red, green, blue]`. */
export function ramp(stops) {
  const colours = new Uint32Array(256);
  const bytes = new Uint8Array(colours.buffer);
  for (let i = 0; i < 256; i++) {
    const place = i / 255 * (stops.length - 1);
    const low = Math.min(stops.length - 2, Math.floor(place));
    for (let part = 0; part < 3; part++) {
      bytes[4 * i + part] =
        stops[low][part] + (place - low) * (stops[low + 1][part] - stops[low][part]);
    }
    bytes[4 * i + 3] = 255;
  }
  return colours;
}

function decode(base64) {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = text.charCodeAt(i);
  }
  return bytes;
}
