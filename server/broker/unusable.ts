// Stands where a broker would be when the URL names one that Umbel cannot watch: always away, and says why. The page
// then shows the reason instead of the process ending.

import { UmbelError } from "#lib/api/error.ts";
import { maskText } from "#lib/mask.ts";
import type { Broker, BrokerSink } from "./port.ts";

export class UnusableBroker implements Broker {
  readonly replyTo = { exchange: "", routingKey: "" };
  readonly #url: string;
  readonly #reason: string;
  readonly #remedy: string;

  constructor(url: string, reason: string, remedy?: string) {
    this.#url = maskText(url);
    this.#reason = reason;
    this.#remedy = remedy ?? "Start Umbel again with the URL of a broker that it can watch.";
  }

  async start(sink: BrokerSink): Promise<void> {
    sink.onStatus({
      state: "disconnected",
      since: Date.now(),
      url: this.#url,
      transport: this.#url.split(":", 1)[0] ?? "",
      problem: {
        code: "protocol",
        text: this.#reason,
        remedy: this.#remedy,
      },
      attempt: 0,
      nextRetryAt: null,
      final: true,
    });
  }

  async stop(): Promise<void> {}

  async publishControl(): Promise<never> {
    throw this.#error();
  }

  async queueDepths(): Promise<never> {
    throw this.#error();
  }

  async discoverQueues(): Promise<never> {
    throw this.#error();
  }

  async purgeQueue(): Promise<never> {
    throw this.#error();
  }

  async peekQueue(): Promise<never> {
    throw this.#error();
  }

  async sendTask(): Promise<never> {
    throw this.#error();
  }

  #error(): UmbelError {
    return new UmbelError("broker_unavailable", this.#reason);
  }
}
