// The microphone → a WAV file: no codec between the speaker and the network.
import { wav } from "./wav.js";

/** What the networks hear; a browser that cannot resample gives what the microphone has. */
const RATE = 16000;

/** Why there is no recording, for people. */
export class MicrophoneError extends Error {}

/** One recording. `onLevel(level, seconds)` is called ten times a second, level from 0 to 1. */
export class Recorder {
  #context;
  #stream;
  #pieces = [];

  constructor(context, stream) {
    this.#context = context;
    this.#stream = stream;
  }

  /** Asks for the microphone and begins. */
  static async start(onLevel) {
    if (!navigator.mediaDevices) {
      throw new MicrophoneError("The browser gives the microphone only to pages that come over https, or from this machine itself.");
    }
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({
        audio: { channelCount: 1, echoCancellation: false, noiseSuppression: false },
      });
    } catch (e) {
      throw new MicrophoneError(reason(e));
    }
    const [context, source] = listen(stream);
    const recorder = new Recorder(context, stream);
    try {
      await context.audioWorklet.addModule(new URL("recorder-worklet.js", import.meta.url));
      recorder.#tap(source, onLevel);
    } catch (e) {
      recorder.discard();
      throw e;
    }
    return recorder;
  }

  #tap(source, onLevel) {
    const tap = new AudioWorkletNode(this.#context, "tap", {
      numberOfOutputs: 0, channelCount: 1, channelCountMode: "explicit",
    });
    tap.port.onmessage = ({ data }) => {
      this.#pieces.push(data);
      onLevel(level(data), this.seconds);
    };
    source.connect(tap);
  }

  get seconds() {
    return this.#pieces.reduce((sum, piece) => sum + piece.length, 0) / this.#context.sampleRate;
  }

  /** Ends and gives what was heard. */
  stop() {
    const rate = this.#context.sampleRate;
    this.discard();
    const now = new Date(Date.now() - new Date().getTimezoneOffset() * 60000);
    const name = `recording-${now.toISOString().slice(0, 19).replaceAll(":", "-")}.wav`;
    return wav(this.#pieces, rate, name);
  }

  /** Ends, and lets the microphone go. */
  discard() {
    this.#stream.getTracks().forEach((track) => track.stop());
    this.#context.close();
  }
}

function listen(stream) {
  const context = new AudioContext({ sampleRate: RATE });
  try {
    return [context, context.createMediaStreamSource(stream)];
  } catch {
    context.close();
    const own = new AudioContext();
    return [own, own.createMediaStreamSource(stream)];
  }
}

/** −60 dB to full scale, as 0 to 1. */
function level(samples) {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  const decibels = 10 * Math.log10(power + 1e-12);
  return Math.max(0, Math.min(1, 1 + decibels / 60));
}

function reason(e) {
  switch (e.name) {
    case "NotAllowedError":
      return "The browser was told not to give the microphone to this page. Its site settings can allow it.";
    case "NotFoundError":
      return "There is no microphone on this machine.";
    case "NotReadableError":
      return "Another program holds the microphone.";
    default:
      return `The microphone cannot be used: ${e.message}`;
  }
}
