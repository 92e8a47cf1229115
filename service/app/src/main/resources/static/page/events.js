// Server-sent events out of the text of an answer that is still arriving.

/** Reads the events of a growing text; each is given to `listener` as its parsed data, once. */
export class EventReader {
  #listener;
  #position = 0;

  constructor(listener) {
    this.#listener = listener;
  }

  /** Reads what is new in `text`, which only ever grows. An event ends with an empty line. */
  read(text) {
    for (let end = text.indexOf("\n\n", this.#position); end >= 0;
      end = text.indexOf("\n\n", this.#position)) {
      const block = text.slice(this.#position, end);
      this.#position = end + 2;
      const data = block.split("\n").filter((line) => line.startsWith("data:"))
        .map((line) => line.slice(5).trimStart()).join("\n");
      if (data) {
        this.#listener(JSON.parse(data));
      }
    }
  }
}
