// What is known of a word, beside it: how sure the network is, and what else it may have been.
import { byId, element, show } from "./dom.js";
import { moment, percent } from "./text.js";

/** Milliseconds: the pointer may cross the gap between word and card. */
const LINGER = 150;

/** Shows cards for the words that a {@link TranscriptView} tells are regarded. */
export class WordCard {
  #card = byId("word-card");
  #target = null;
  #timer = 0;

  constructor(view) {
    view.addEventListener("regard", ({ detail }) => {
      clearTimeout(this.#timer);
      if (detail) {
        this.#open(detail.word, detail.element);
      } else {
        this.#timer = setTimeout(() => this.close(), LINGER);
      }
    });
    this.#card.addEventListener("mouseenter", () => clearTimeout(this.#timer));
    this.#card.addEventListener("mouseleave", () => this.close());
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        this.close();
      }
    });
    addEventListener("scroll", () => this.#place(), { passive: true });
  }

  close() {
    this.#target?.removeAttribute("aria-describedby");
    this.#target = null;
    show(this.#card, false);
  }

  #open(word, target) {
    this.#target?.removeAttribute("aria-describedby");
    this.#target = target;
    this.#card.replaceChildren(...content(word));
    show(this.#card, true);
    target.setAttribute("aria-describedby", "word-card");
    this.#place();
  }

  #place() {
    if (!this.#target) {
      return;
    }
    const at = this.#target.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.#card;
    const below = at.bottom + 8 + height < innerHeight;
    const left = Math.max(8, Math.min(at.left, document.documentElement.clientWidth - width - 8));
    this.#card.style.setProperty("left", `${left}px`);
    this.#card.style.setProperty("top", `${below ? at.bottom + 6 : at.top - height - 6}px`);
  }
}

function content(word) {
  const parts = [
    element("p", { className: "word-card-fact" },
      element("strong", {}, `${percent(word.confidence)} sure`),
      element("span", { className: "figures" }, `${moment(word.start)} – ${moment(word.end)}`)),
  ];
  const others = word.alternatives ?? [];
  if (others.length > 0) {
    const most = others[0].share;
    parts.push(element("p", { className: "word-card-title" }, "Or perhaps"),
      element("ol", {}, ...others.map(({ text, share }) => {
        const bar = element("i");
        bar.style.setProperty("--share", String(share / most));
        return element("li", {}, element("span", {}, text || "nothing at all"), bar);
      })));
  }
  return parts;
}
