// Where recordings come from: a file chosen or dropped, the microphone, the sample.
import { announce, byId, element, show } from "./dom.js";
import { MicrophoneError, Recorder } from "./recorder.js";
import { clock } from "./text.js";

/** How many levels are shown, the latest ten a second. */
const BARS = 90;

const SAMPLE = "samples/river-and-church.wav";

/** Tells "recording" with a File, and "problem" with `{title, text}`. */
export class Source extends EventTarget {
  #recorder = null;

  constructor() {
    super();
    const input = byId("file");
    byId("choose").addEventListener("click", () => input.click());
    input.addEventListener("change", () => {
      this.#take(input.files);
      input.value = "";
    });
    byId("sample").addEventListener("click", () => this.#sample());
    byId("record").addEventListener("click", () => this.#record());
    byId("record-stop").addEventListener("click", () => this.#stop());
    byId("record-discard").addEventListener("click", () => this.#discard());
    this.#listenToDrops();
  }

  #take(files) {
    if (files.length > 1) {
      announce("One recording at a time: the first was taken.");
    }
    if (files.length > 0) {
      this.#tell("recording", files[0]);
    }
  }

  async #sample() {
    try {
      const answer = await fetch(new URL(SAMPLE, import.meta.url));
      if (!answer.ok) {
        throw new Error(`status ${answer.status}`);
      }
      this.#tell("recording",
        new File([await answer.blob()], SAMPLE.split("/").pop(), { type: "audio/wav" }));
    } catch {
      this.#tell("problem", {
        title: "The sample cannot be had",
        text: "The service does not answer, or was built without it.",
      });
    }
  }

  async #record() {
    byId("record").disabled = true;
    try {
      this.#recorder = await Recorder.start((level, seconds) => this.#showLevel(level, seconds));
      byId("level").replaceChildren();
      this.#showLevel(0, 0);
      this.#showRecording(true);
      byId("record-stop").focus();
      announce("Recording.");
    } catch (e) {
      this.#tell("problem", {
        title: "The microphone cannot be used",
        text: e instanceof MicrophoneError ? e.message : String(e.message ?? e),
      });
    } finally {
      byId("record").disabled = false;
    }
  }

  #stop() {
    const file = this.#recorder.stop();
    this.#recorder = null;
    this.#showRecording(false);
    this.#tell("recording", file);
  }

  #discard() {
    this.#recorder.discard();
    this.#recorder = null;
    this.#showRecording(false);
    byId("record").focus();
    announce("Discarded.");
  }

  #showRecording(recording) {
    show(byId("source-recording"), recording);
    show(byId("source-idle"), !recording);
    byId("source").classList.toggle("is-recording", recording);
  }

  /** A bar for what was just heard; the oldest goes. */
  #showLevel(level, seconds) {
    const meter = byId("level");
    const bar = meter.childElementCount < BARS ? element("i") : meter.firstElementChild;
    bar.style.setProperty("--level", level.toFixed(3));
    meter.append(bar);
    meter.setAttribute("aria-valuenow", String(Math.round(level * 100)));
    byId("recording-time").textContent = clock(seconds);
  }

  #listenToDrops() {
    const veil = byId("drop-veil");
    const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
    addEventListener("dragover", (event) => {
      if (hasFiles(event)) {
        event.preventDefault();
        show(veil, true);
      }
    });
    addEventListener("dragleave", (event) => {
      if (event.relatedTarget === null) {
        show(veil, false);
      }
    });
    addEventListener("drop", (event) => {
      show(veil, false);
      if (hasFiles(event)) {
        event.preventDefault();
        this.#take(event.dataTransfer.files);
      }
    });
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
