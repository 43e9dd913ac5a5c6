// Text in many pieces as UTF-8, in memory that is used again: a page of many megabytes, made anew for every scrape, keeps
// the garbage collector busier than printing it.

import { TextEncoder } from "node:util";
import type { EncodedText } from "./port.ts";

const encoder = new TextEncoder();

export class TextEncoding {
  #spare: Uint8Array<ArrayBuffer> | null = null;

  encode(parts: readonly string[]): EncodedText {
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    let bytes = this.#take(length);
    let end = 0;
    for (let index = 0; index < parts.length; ) {
      const part = parts[index] ?? "";
      const { read, written } = encoder.encodeInto(part, bytes.subarray(end));
      if (read === part.length) {
        end += written;
        index += 1;
      } else {
        // Nearly all of it is ASCII; what is not makes it grow.
        bytes = grown(bytes, end);
      }
    }
    return {
      body: bytes.subarray(0, end),
      release: () => {
        if (this.#spare === null || this.#spare.length < bytes.length) this.#spare = bytes;
      },
    };
  }

  #take(length: number): Uint8Array<ArrayBuffer> {
    const spare = this.#spare;
    this.#spare = null;
    // One that is much too large is let go.
    if (spare && spare.length >= length && spare.length <= 4 * length + 65_536) return spare;
    return Buffer.allocUnsafeSlow(Math.ceil(length * 1.125) + 1_024);
  }
}

function grown(bytes: Uint8Array<ArrayBuffer>, end: number): Uint8Array<ArrayBuffer> {
  const larger = Buffer.allocUnsafeSlow(bytes.length * 2);
  larger.set(bytes.subarray(0, end));
  return larger;
}
