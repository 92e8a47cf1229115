// The transcript: paragraphs of words that can be heard, lit and questioned.
import { byId, calm, element } from "./dom.js";
import { clock } from "./text.js";

/** Confidence, which is calibrated, below which a word is shaded, step by step. */
const DOUBTS = [0.75, 0.6, 0.45, 0.3];

/** After its end a word stays lit this long if nothing follows, seconds. */
const AFTERGLOW = 0.4;

/** How many words before the latest may still be spoken. */
const OVERLAPPING = 4;

/** How many words, from the one that has the focus, are looked at for the line above or below. */
const LINE_SEARCH = 80;

/**
 * The view of a transcript. Tells "hear" with a word when it is clicked, and "regard" with a word
 * and its element (or null) when it is pointed at or has the focus.
 */
export class TranscriptView extends EventTarget {
  #root = byId("transcript");
  #words = [];
  #elements = [];
  #byStart = null;
  #lit = new Set();
  #latest = null;

  constructor() {
    super();
    const root = this.#root;
    root.addEventListener("click", (event) => this.#with(event, (i) => {
      if (getSelection().isCollapsed) {
        this.#focus(i);
        this.#tell("hear", i);
      }
    }));
    root.addEventListener("keydown", (event) => this.#with(event, (i) => this.#key(event, i)));
    root.addEventListener("mouseover", (event) => this.#with(event, (i) => this.#tell("regard", i)));
    root.addEventListener("mouseout", () => this.#tell("regard", -1));
    root.addEventListener("focusin", (event) => this.#with(event, (i) => this.#tell("regard", i)));
    root.addEventListener("focusout", () => this.#tell("regard", -1));
  }

  get words() {
    return this.#words;
  }

  clear() {
    this.#root.replaceChildren();
    this.#words = [];
    this.#elements = [];
    this.#byStart = null;
    this.#lit.clear();
    this.#latest = null;
    this.#tell("regard", -1);
  }

  /** Adds a paragraph. Words have `{word, start, end, confidence, alternatives}`. */
  add(words, channel = null) {
    const text = element("p", { className: "paragraph-text" });
    words.forEach((word, i) => {
      text.append(...(i > 0 ? [" "] : []), this.#element(word));
    });
    const start = words[0].start;
    const label = channel === null ? [] : [element("span", { className: "channel" }, channel)];
    this.#root.append(element("div", { className: "paragraph" },
      element("p", { className: "paragraph-time figures" }, clock(start), ...label), text));
  }

  #element(word) {
    const made = element("span", {
      className: "word",
      tabIndex: this.#words.length === 0 ? 0 : -1,
      textContent: word.word,
    });
    made.setAttribute("role", "button");
    made.dataset.index = String(this.#words.length);
    made.dataset.doubt = String(DOUBTS.filter((bound) => word.confidence < bound).length);
    this.#words.push(word);
    this.#elements.push(made);
    this.#byStart = null;
    return made;
  }

  /**
   * Lights what is spoken at this moment.
   *
   * @param follow whether the text moves along, unless somebody looks at another place of it
   */
  light(time, follow) {
    const now = new Set(this.#spokenAt(time));
    const watched = this.#latest !== null && this.#inSight(this.#elements[this.#latest]);
    for (const i of this.#lit) {
      if (!now.has(i)) {
        this.#elements[i].classList.remove("spoken");
      }
    }
    for (const i of now) {
      if (!this.#lit.has(i)) {
        this.#elements[i].classList.add("spoken");
        this.#latest = i;
        if (follow && watched && !this.#inSight(this.#elements[i])) {
          this.#elements[i].scrollIntoView({
            block: "center", behavior: calm() ? "auto" : "smooth",
          });
        }
      }
    }
    this.#lit = now;
  }

  /** With channels apart a few may be spoken at once. */
  #spokenAt(time) {
    this.#byStart ??= this.#words.map((_, i) => i)
      .sort((a, b) => this.#words[a].start - this.#words[b].start);
    let low = 0;
    let high = this.#byStart.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#words[this.#byStart[middle]].start <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return this.#byStart.slice(Math.max(0, low - OVERLAPPING), low).filter((i, place, all) => {
      const glow = place === all.length - 1 ? AFTERGLOW : 0;
      return time < this.#words[i].end + glow;
    });
  }

  #inSight(target) {
    const { top, bottom } = target.getBoundingClientRect();
    const frame = this.#root.getBoundingClientRect();
    return top >= Math.max(0, frame.top) && bottom <= Math.min(innerHeight, frame.bottom);
  }

  #key(event, i) {
    if (event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const last = this.#words.length - 1;
    const moves = {
      ArrowRight: () => this.#focus(Math.min(last, i + 1)),
      ArrowLeft: () => this.#focus(Math.max(0, i - 1)),
      ArrowDown: () => this.#focus(this.#lineFrom(i, 1)),
      ArrowUp: () => this.#focus(this.#lineFrom(i, -1)),
      Home: () => this.#focus(0),
      End: () => this.#focus(last),
      Enter: () => this.#tell("hear", i),
      " ": () => this.#tell("hear", i),
    };
    if (moves[event.key]) {
      event.preventDefault();
      moves[event.key]();
    }
  }

  /** The word of the next line, up or down, that lies nearest to this one. */
  #lineFrom(i, direction) {
    const from = this.#elements[i].getBoundingClientRect();
    let best = i;
    let line = null;
    for (let j = i + direction; this.#elements[j] && Math.abs(j - i) < LINE_SEARCH; j += direction) {
      const box = this.#elements[j].getBoundingClientRect();
      if (Math.abs(box.top - from.top) < from.height / 2) {
        continue;
      }
      line ??= box.top;
      if (Math.abs(box.top - line) > from.height / 2) {
        break;
      }
      const distance = (k) => Math.abs(this.#elements[k].getBoundingClientRect().left - from.left);
      best = best === i || distance(j) < distance(best) ? j : best;
    }
    return best;
  }

  #focus(i) {
    this.#root.querySelector("[tabindex='0']")?.setAttribute("tabindex", "-1");
    this.#elements[i].tabIndex = 0;
    this.#elements[i].focus();
  }

  #with(event, action) {
    const index = event.target.closest?.(".word")?.dataset.index;
    if (index !== undefined) {
      action(Number(index));
    }
  }

  #tell(type, i) {
    const detail = i < 0 ? null : { word: this.#words[i], element: this.#elements[i] };
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
