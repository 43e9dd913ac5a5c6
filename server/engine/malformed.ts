// Counts what could not be read, by reason, with one bounded sample of each for the diagnostics page: the newest, its
// secrets masked.

import type { MalformedReason } from "#lib/kombu/message.ts";
import { maskText } from "#lib/mask.ts";
import type { Delivery } from "../broker/port.ts";

const SAMPLE_CHARS = 300;
const LOOKED_AT = 2_000;
const MAX_NO_READER = 5;

export class MalformedCounter {
  readonly #counts: Partial<Record<MalformedReason, number>> = {};
  readonly #samples: Partial<Record<MalformedReason, string>> = {};
  readonly #noReader = new Set<string>();

  count(reason: MalformedReason, detail: string, delivery: Delivery, times = 1): void {
    this.#counts[reason] = (this.#counts[reason] ?? 0) + times;
    this.#samples[reason] = `${maskText(detail)} — ${delivery.source}: ${preview(delivery)}`;
    if (reason === "content-type" && this.#noReader.size < MAX_NO_READER) this.#noReader.add(detail);
  }

  /** An event was taken without a value that cannot be. */
  countImplausible(detail: string): void {
    this.#counts.implausible = (this.#counts.implausible ?? 0) + 1;
    this.#samples.implausible = maskText(detail);
  }

  get counts(): Readonly<Record<string, number>> {
    return { ...this.#counts };
  }

  /** Which content types could not be read, in words; the first few. */
  get noReader(): readonly string[] {
    return [...this.#noReader];
  }

  get samples(): Readonly<Record<string, string>> {
    return { ...this.#samples };
  }
}

/** A body in base64 hides its secrets from nobody but the mask. */
const BASE64 = /[A-Za-z0-9+/]{40,}={0,2}/g;

/** Readable beginning; of what is in base64, its length. */
function preview({ payload }: Delivery): string {
  const bytes = payload instanceof Uint8Array ? payload : payload.body;
  const text = Buffer.from(bytes.subarray(0, LOOKED_AT)).toString("utf8");
  const readable = maskText(text.replace(BASE64, (run) => `(${run.length} characters)`));
  const cut = bytes.length > LOOKED_AT || readable.length > SAMPLE_CHARS ? `… (${bytes.length} bytes)` : "";
  return readable.slice(0, SAMPLE_CHARS).replace(/[\p{Cc}\ufffd]/gu, "·") + cut;
}
