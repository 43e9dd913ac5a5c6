// What the reader does with the bytes of its connection: finds the messages, and puts them into slabs.
import { kindOfChannel } from "../names.ts";
import type { Batcher } from "./batcher.ts";
import { type FrameSink, Frames } from "./frames.ts";
import { Twice } from "./twice.ts";

export interface IntakeOptions {
  readonly batcher: Batcher;
  /** Whether events are heard in more than one spelling of their channel. */
  readonly severalNames: boolean;
  readonly onAnswer: (answer: string) => void;
}

/** A class, and no functions made for each connection: what was compiled for one serves the next (warm-up.ts). */
export class Intake implements FrameSink {
  readonly #batcher: Batcher;
  readonly #frames = new Frames(this);
  readonly #twice: Twice | null;
  readonly #onAnswer: (answer: string) => void;
  /** Messages, those that were too large or said again included. */
  heard = 0;

  constructor({ batcher, severalNames, onAnswer }: IntakeOptions) {
    this.#batcher = batcher;
    this.#twice = severalNames ? new Twice() : null;
    this.#onAnswer = onAnswer;
  }

  /** One read. `chunk` may be used again afterwards. Throws FrameError. */
  take(chunk: Uint8Array): void {
    try {
      this.#frames.push(chunk);
    } finally {
      this.#batcher.settle();
    }
  }

  onMessage(bytes: Uint8Array, channelStart: number, channelEnd: number, start: number, end: number): void {
    this.heard += 1;
    if (this.#twice?.isAgain(bytes, start, end)) return;
    this.#batcher.add(bytes, start, end, () => kindOfChannel(bytes, channelStart, channelEnd, start, end));
  }

  onAnswer(answer: string): void {
    this.#onAnswer(answer);
  }

  onTooLarge(): void {
    this.heard += 1;
    this.#batcher.dropped.task += 1;
  }
}
