// On the audio thread: hands over what the microphone heard, a tenth of a second at a time.

class Tap extends AudioWorkletProcessor {
  #piece = new Float32Array(Math.round(sampleRate / 10));
  #filled = 0;

  process([input]) {
    const samples = input[0];
    for (let i = 0; samples && i < samples.length; i++) {
      this.#piece[this.#filled++] = samples[i];
      if (this.#filled === this.#piece.length) {
        this.port.postMessage(this.#piece);
        this.#piece = new Float32Array(this.#piece.length);
        this.#filled = 0;
      }
    }
    return true;
  }
}

registerProcessor("tap", Tap);
