// Turns task events on at every worker that appears, when that was asked for (Flower does so by default). A worker says
// that it is online before it listens, so who has not answered is asked again, a bounded number of times.

import type { ControlRequest } from "#lib/control/outcome.ts";
import { describeReply } from "#lib/control/reply.ts";
import { validateCommand } from "#lib/control/validate.ts";
import type { Answer } from "./mailbox.ts";

const TRIES = 5;
const RETRY_MS = 3_000;
const TIMEOUT_MS = 2_000;
const MAX_DESTINATIONS = 500;

type Send = (request: ControlRequest, onAnswer: (answer: Answer) => void) => Promise<unknown>;

export class EventSwitch {
  readonly #send: Send;
  /** Workers that have not answered yet. */
  readonly #asked = new Map<string, { tries: number; dueAt: number }>();
  #known: ReadonlySet<string> = new Set();

  constructor(send: Send) {
    this.#send = send;
  }

  /** `online`: hostnames of the workers that are online now. */
  tick(online: readonly string[], now: number): void {
    for (const hostname of online) {
      if (!this.#known.has(hostname)) this.#asked.set(hostname, { tries: 0, dueAt: now });
    }
    this.#known = new Set(online);
    const due: string[] = [];
    for (const [hostname, asked] of this.#asked) {
      if (!this.#known.has(hostname) || asked.tries >= TRIES) this.#asked.delete(hostname);
      else if (asked.dueAt <= now) {
        asked.tries += 1;
        asked.dueAt = now + RETRY_MS;
        due.push(hostname);
      }
    }
    for (let at = 0; at < due.length; at += MAX_DESTINATIONS) this.#ask(due.slice(at, at + MAX_DESTINATIONS));
  }

  #ask(destination: readonly string[]): void {
    const request = validateCommand("enable_events", {}, destination, TIMEOUT_MS);
    if (!request.ok) return;
    // While the broker is away nobody is asked; whoever is online when it is back has not answered yet.
    this.#send(request.value, ({ hostname, value }) => {
      if (describeReply(value).ok) this.#asked.delete(hostname);
    }).catch(() => undefined);
  }
}
