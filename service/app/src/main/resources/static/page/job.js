// One transcription: from the request to the last word.
import { wordAlternatives } from "./alternatives.js";
import { transcribe } from "./service.js";

/** What the page wants besides the text: words, the pictures, the subtitles. */
const WANTED = [
  ["response_format", "verbose_json"],
  ["stream", "true"],
  ["include[]", "emissions"],
  ["include[]", "spectrogram"],
  ["include[]", "srt"],
  ["include[]", "vtt"],
];

/** Tells "uploading", "uploaded", "paragraph" and at last resolves with the result. */
export class Job extends EventTarget {
  #abort = new AbortController();
  #alternatives = [];

  /** @param request `{file, fields, key}` */
  constructor(request) {
    super();
    this.request = request;
    this.result = null;
    this.paragraphs = [];
    this.started = performance.now();
    this.seconds = 0;
  }

  /** Whether channels are kept apart, and heard one after another. */
  get separate() {
    return this.request.fields.some(([name, value]) => name === "channels" && value === "separate");
  }

  cancel() {
    this.#abort.abort();
  }

  /** Runs it; fails with a Failure. */
  async run() {
    const { file, fields, key } = this.request;
    const listener = {
      uploading: (sent, total) => this.#tell("uploading", { sent, total }),
      uploaded: () => this.#tell("uploaded"),
      event: (event) => this.#heard(event),
    };
    this.result = await transcribe({ file, key, fields: [...fields, ...WANTED] }, listener,
      this.#abort.signal);
    this.seconds = (performance.now() - this.started) / 1000;
    this.paragraphs.sort((a, b) => a.words[0].start - b.words[0].start);
    return this.result;
  }

  #heard(event) {
    if (event.type === "transcript.text.delta") {
      const words = event.delta.split(/\s+/).filter(Boolean);
      this.#alternatives = wordAlternatives(words, event.alternatives ?? []);
    } else if (event.type === "transcript.text.segment") {
      const words = event.words.map((word) =>
        ({ ...word, alternatives: this.#alternatives.shift() ?? [] }));
      const channel = this.separate ? Number(event.speaker.replace("channel_", "")) : null;
      const paragraph = { words, channel, end: event.end };
      this.paragraphs.push(paragraph);
      this.#tell("paragraph", paragraph);
    }
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
