// Spectrogram and emissions under one time axis: zoomed, scrolled, pointed at, walked through.
import { byId, element, show } from "./dom.js";
import { watchGestures } from "./gestures.js";
import { drawLanes, GUTTER, laneAt, layout } from "./lanes.js";
import { Picture } from "./pictures.js";
import { describe } from "./readout.js";
import { moment } from "./text.js";

/** Least that is shown, seconds. */
const CLOSEST = 1;

/** Pixels a second at the beginning: words can be read. */
const READABLE = 100;

/** The canvas and its controls. Tells "seek" with seconds when a moment is chosen. */
export class Timeline extends EventTarget {
  #canvas = byId("lanes");
  #still = document.createElement("canvas");
  #data = null;
  #channels = [];
  #length = 0;
  #from = 0;
  #span = 10;
  #playhead = 0;
  #cursor = null;
  #row = {};
  #stale = true;
  #scheduled = false;

  constructor() {
    super();
    watchGestures(this.#canvas, {
      point: (x, y) => this.#point(this.#timeAt(x), this.#data ? laneAt(y, this.#data) : {}),
      leave: () => this.#point(null),
      drag: (pixels) => this.#look(this.#from - pixels * this.#perPixel, this.#span),
      press: (x) => this.#seek(Math.max(0, this.#timeAt(x))),
      zoom: (factor, x) => this.#zoom(factor, this.#timeAt(x)),
    });
    this.#canvas.addEventListener("keydown", (event) => this.#key(event));
    this.#canvas.addEventListener("blur", () => this.#point(null));
    byId("zoom-in").addEventListener("click", () => this.#zoom(0.5));
    byId("zoom-out").addEventListener("click", () => this.#zoom(2));
    byId("zoom-fit").addEventListener("click", () => this.#look(0, this.#length));
    byId("pan").addEventListener("input", (event) =>
      this.#look(Number(event.target.value), this.#span));
    byId("timeline-channel").addEventListener("change", (event) =>
      this.#choose(Number(event.target.value)));
    new ResizeObserver(() => this.repaint()).observe(this.#canvas);
  }

  clear() {
    this.#data = null;
    show(byId("timeline"), false);
  }

  /** Shows a result that came with pictures. */
  show(result) {
    this.#channels = result.spectrogram.map((spectrogram, i) => ({
      spectrogram: new Picture(spectrogram),
      emissions: new Picture(result.emissions[i]),
      words: result.words.filter((word) => (word.channel ?? i) === i),
    }));
    this.#length = result.duration;
    const select = byId("timeline-channel");
    select.replaceChildren(...this.#channels.map((_, i) =>
      element("option", { value: String(i) }, String(i + 1))));
    show(byId("timeline-channel-label"), this.#channels.length > 1);
    show(byId("timeline"), this.#length > 0);
    this.#choose(0);
    const width = this.#canvas.clientWidth - GUTTER;
    this.#look(0, Math.min(this.#length, Math.max(3, width / READABLE)));
  }

  /** Moves the playhead, and the view after it. */
  playhead(seconds, playing) {
    this.#playhead = seconds;
    const outside = seconds < this.#from || seconds > this.#from + 0.95 * this.#span;
    if (playing && outside && byId("follow").checked && this.#data) {
      this.#look(seconds - 0.05 * this.#span, this.#span);
    }
    this.#draw();
  }

  /** Draws all anew: size or colours have changed. */
  repaint() {
    this.#stale = true;
    this.#draw();
  }

  #choose(channel) {
    this.#data = this.#channels[channel];
    this.repaint();
  }

  #look(from, span) {
    this.#span = Math.min(this.#length, Math.max(Math.min(CLOSEST, this.#length), span));
    this.#from = Math.max(0, Math.min(from, this.#length - this.#span));
    const pan = byId("pan");
    pan.max = String(this.#length - this.#span);
    pan.value = String(this.#from);
    show(pan, this.#span < this.#length);
    pan.setAttribute("aria-valuetext",
      `${moment(this.#from)} to ${moment(this.#from + this.#span)}`);
    byId("zoom-in").disabled = this.#span <= CLOSEST;
    byId("zoom-out").disabled = this.#span >= this.#length;
    byId("zoom-fit").disabled = this.#span >= this.#length;
    this.repaint();
  }

  #zoom(factor, at = this.#cursor ?? this.#playhead) {
    const inside = at >= this.#from && at <= this.#from + this.#span;
    const fixed = inside ? at : this.#from + this.#span / 2;
    this.#look(fixed - (fixed - this.#from) * factor, this.#span * factor);
  }

  #point(seconds, row = {}) {
    this.#cursor = seconds === null ? null : Math.max(0, Math.min(seconds, this.#length));
    this.#row = row;
    this.#draw();
  }

  #seek(seconds) {
    this.dispatchEvent(new CustomEvent("seek", { detail: seconds }));
  }

  get #perPixel() {
    return this.#span / (this.#canvas.clientWidth - GUTTER);
  }

  /** The moment at this distance from the left, in pixels. */
  #timeAt(x) {
    return this.#from + (x - GUTTER) * this.#perPixel;
  }

  #key(event) {
    if (!this.#data || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const step = event.shiftKey ? 1 : this.#data.emissions.step;
    const at = this.#cursor ?? this.#playhead;
    const moves = {
      ArrowRight: () => this.#walk(at + step),
      ArrowLeft: () => this.#walk(at - step),
      PageDown: () => this.#walk(at + this.#span),
      PageUp: () => this.#walk(at - this.#span),
      Home: () => this.#walk(0),
      End: () => this.#walk(this.#length),
      Enter: () => this.#seek(at),
      " ": () => this.#seek(at),
      "+": () => this.#zoom(0.5),
      "-": () => this.#zoom(2),
    };
    if (moves[event.key]) {
      event.preventDefault();
      moves[event.key]();
    }
  }

  /** Goes to a moment by keyboard, on the grid of the frames, and takes the view along. */
  #walk(seconds) {
    const step = this.#data.emissions.step;
    this.#point(Math.round(seconds / step) * step);
    if (this.#cursor < this.#from || this.#cursor > this.#from + this.#span) {
      this.#look(this.#cursor - this.#span / 2, this.#span);
    }
  }

  #draw() {
    if (!this.#scheduled && this.#data) {
      this.#scheduled = true;
      requestAnimationFrame(() => {
        this.#scheduled = false;
        this.#drawNow();
      });
    }
  }

  #drawNow() {
    const canvas = this.#canvas;
    const width = canvas.clientWidth;
    if (!this.#data || width === 0) {
      return;
    }
    const { height } = layout(this.#data);
    const style = getComputedStyle(canvas);
    if (this.#stale) {
      this.#stale = false;
      const context = sized(this.#still, width, height);
      drawLanes(context, this.#view(width, style), this.#data);
      canvas.style.setProperty("height", `${height}px`);
    }
    const context = sized(canvas, width, height);
    context.drawImage(this.#still, 0, 0, width, height);
    this.#line(context, this.#playhead, style.caretColor, 2);
    if (this.#cursor !== null) {
      this.#line(context, this.#cursor, style.color, 1);
    }
    this.#tell();
  }

  #view(width, style) {
    return {
      from: this.#from,
      span: this.#span,
      width,
      dark: isDark(style.color),
      font: style.fontFamily,
      ink: style.color,
      faint: style.columnRuleColor,
      line: style.borderTopColor,
    };
  }

  #line(context, seconds, colour, thickness) {
    const x = GUTTER + (seconds - this.#from) / this.#perPixel;
    if (x >= GUTTER - 1 && x <= this.#canvas.clientWidth) {
      context.fillStyle = colour;
      context.fillRect(x - thickness / 2, 16, thickness, this.#canvas.clientHeight);
    }
  }

  #tell() {
    const at = this.#cursor ?? this.#playhead;
    const text = describe(at, this.#row, this.#data);
    byId("readout").textContent = text;
    this.#canvas.setAttribute("aria-valuemax", this.#length.toFixed(2));
    this.#canvas.setAttribute("aria-valuenow", at.toFixed(2));
    this.#canvas.setAttribute("aria-valuetext", text);
  }
}

/** Light ink is written on dark ground. */
function isDark(ink) {
  const [red, green, blue] = ink.match(/[\d.]+/g).map(Number);
  return red + green + blue > 384;
}

function sized(canvas, width, height) {
  const scale = devicePixelRatio;
  const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
  }
  const context = canvas.getContext("2d");
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}
