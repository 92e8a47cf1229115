// How far a transcription is.
import { announce, byId, show } from "./dom.js";
import { percent, size } from "./text.js";

/** The progress of one transcription at a time. */
export class Progress {
  #bar = byId("progress-bar");
  #phase = "";

  uploading(sent, total) {
    if (sent < total) {
      this.#show("uploading", `Uploading, ${percent(sent / total)} of ${size(total)}`, sent / total);
    }
  }

  /** It is there, and nothing has been heard yet. */
  listening() {
    this.#show("listening", "Listening", null);
  }

  /** @param share of the recording that is text already, or null if nobody knows */
  writing(share) {
    this.#show("writing",
      share === null ? "Writing" : `Writing, ${percent(Math.min(1, share))}`, share);
  }

  end() {
    this.#phase = "";
    show(byId("progress"), false);
  }

  #show(phase, text, share) {
    show(byId("progress"), true);
    byId("progress-phase").textContent = text;
    if (share === null) {
      this.#bar.removeAttribute("value");
    } else {
      this.#bar.value = share;
    }
    if (phase !== this.#phase) {
      this.#phase = phase;
      announce(text.split(",")[0]);
    }
  }
}
