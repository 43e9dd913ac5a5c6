// Counts what could not be read, by reason, with one bounded sample of each for the diagnostics page: the newest, its
// secrets masked.

import type { MalformedReason } from "#lib/kombu/message.ts";
import { maskText } from "#lib/mask.ts";
import type { Delivery } from "../broker/port.ts";

const SAMPLE_CHARS = 300;

export class MalformedCounter {
  readonly #counts: Partial<Record<MalformedReason, number>> = {};
  readonly #samples: Partial<Record<MalformedReason, string>> = {};

  count(reason: MalformedReason, detail: string, delivery: Delivery, times = 1): void {
    this.#counts[reason] = (this.#counts[reason] ?? 0) + times;
    this.#samples[reason] = maskText(`${detail} — ${delivery.source}: ${preview(delivery)}`);
  }

  /** An event was taken without a value that cannot be. */
  countImplausible(detail: string): void {
    this.#counts.implausible = (this.#counts.implausible ?? 0) + 1;
    this.#samples.implausible = maskText(detail);
  }

  get counts(): Readonly<Record<string, number>> {
    return { ...this.#counts };
  }

  get samples(): Readonly<Record<string, string>> {
    return { ...this.#samples };
  }
}

/** Readable beginning; a body in base64 stays as it is, so that nothing secret is undone here. */
function preview({ payload }: Delivery): string {
  const bytes = payload instanceof Uint8Array ? payload : payload.body;
  const text = Buffer.from(bytes.subarray(0, SAMPLE_CHARS)).toString("utf8");
  const cut = bytes.length > SAMPLE_CHARS ? `… (${bytes.length} bytes)` : "";
  return text.replace(/[\p{Cc}\ufffd]/gu, "·") + cut;
}
