// The embedded broker: the client side is the Broker port, the worker side is what a simulated cluster (server/demo)
// or a test needs. Messages are the same encoded envelopes as on Redis. Events published while nobody listens or while
// disconnected are gone, as in Redis pub/sub. Guarded by contract.test.ts.
import { randomUUID } from "node:crypto";
import { UmbelError } from "#lib/api/error.ts";
import type { BrokerStatus } from "#lib/live/views.ts";
import { encodeControlEnvelope } from "../control-envelope.ts";
import { encodeEventEnvelope } from "../event-envelope.ts";
import { REPLY_EXCHANGE } from "../names.ts";
import type {
  Broker,
  BrokerSink,
  ControlMessage,
  OutgoingEvent,
  OutgoingTask,
  QueueDepth,
  WaitingMessages,
} from "../port.ts";
import { nothingBound } from "../routing.ts";
import { encodeTaskEnvelope } from "../task-envelope.ts";
import { MemoryQueues } from "./queues.ts";

type ControlListener = (envelope: Uint8Array) => void;
type TaskListener = (queue: string, envelope: Uint8Array) => void;

export class MemoryBroker implements Broker {
  readonly replyTo = { exchange: REPLY_EXCHANGE, routingKey: `umbel-${randomUUID()}` };
  readonly #now: () => number;
  readonly #queues = new MemoryQueues();
  readonly #listeners = new Set<ControlListener>();
  #takeTask: TaskListener | null = null;
  readonly #onPurge = new Set<(queue: string) => void>();
  #sink: BrokerSink | null = null;
  #connected = true;

  constructor(options: { readonly now?: () => number } = {}) {
    this.#now = options.now ?? Date.now;
  }

  // --- the Broker port -------------------------------------------------------------------------------------------

  async start(sink: BrokerSink): Promise<void> {
    this.#sink = sink;
    sink.onStatus(this.#status("connecting"));
    if (this.#connected) sink.onStatus(this.#status("connected"));
  }

  async stop(): Promise<void> {
    this.#sink = null;
  }

  async publishControl(message: ControlMessage): Promise<{ readonly receivers: number | null }> {
    if (this.#sink === null || !this.#connected) {
      throw new UmbelError(
        "broker_unavailable",
        "The broker is away: nothing was sent. Try again once it is back.",
      );
    }
    const envelope = encodeControlEnvelope(message);
    for (const listener of this.#listeners) queueMicrotask(() => listener(envelope));
    return { receivers: this.#listeners.size };
  }

  async queueDepths(queues: readonly string[]): Promise<readonly QueueDepth[]> {
    if (!this.#connected) throw new UmbelError("broker_unavailable", "The broker is away.");
    return queues.map((queue) => ({
      queue,
      depth: this.#queues.depth(queue),
      unacked: this.#queues.unacked(queue),
      consumers: null,
      byPriority: this.#queues.byPriority(queue),
      scheduled: null,
      publishRate: null,
      deliverRate: null,
      queueType: null,
    }));
  }

  async discoverQueues(): Promise<readonly string[]> {
    return this.#queues.names();
  }

  async purgeQueue(queue: string): Promise<{ readonly removed: number }> {
    if (!this.#connected) throw new UmbelError("broker_unavailable", "The broker is away.");
    const removed = this.#queues.purge(queue);
    for (const listener of this.#onPurge) listener(queue);
    return { removed };
  }

  async peekQueue(queue: string, limit: number): Promise<WaitingMessages> {
    if (!this.#connected) throw new UmbelError("broker_unavailable", "The broker is away.");
    return {
      messages: this.#queues.peek(queue, limit),
      total: this.#queues.depth(queue) ?? 0,
      unreadable: null,
    };
  }

  async sendTask(task: OutgoingTask): Promise<void> {
    if (!this.#connected) throw new UmbelError("broker_unavailable", "The broker is away.");
    if (task.delivery.exchange !== "") throw nothingBound(task.delivery);
    const envelope = encodeTaskEnvelope(task);
    if (this.#takeTask !== null) this.#takeTask(task.queue, envelope);
    else if (!this.push(task.queue, envelope, task.priority ?? 0)) {
      throw new UmbelError("too_many", `The queue ${task.queue} is full: nothing was sent.`);
    }
  }

  async announce(event: OutgoingEvent): Promise<void> {
    this.publishEvent(event.routingKey, encodeEventEnvelope(event));
  }

  // --- the worker side -------------------------------------------------------------------------------------------

  /** Publishes one event message; false when nobody listens, and then it is gone. */
  publishEvent(_routingKey: string, envelope: Uint8Array): boolean {
    if (this.#sink === null || !this.#connected) return false;
    this.#sink.onDelivery({ source: "event", payload: envelope });
    return true;
  }

  /** Subscribes a worker to control messages; returns the way out. */
  onControl(listener: ControlListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Whoever keeps the queues itself is handed what is sent, instead of the queue; returns the way out. */
  onTask(listener: TaskListener): () => void {
    this.#takeTask = listener;
    return () => {
      if (this.#takeTask === listener) this.#takeTask = null;
    };
  }

  /** Answers to the `reply_to.routing_key` of a request; false when no such mailbox is open. */
  reply(routingKey: string, envelope: Uint8Array): boolean {
    if (this.#sink === null || !this.#connected || routingKey !== this.replyTo.routingKey) return false;
    this.#sink.onDelivery({ source: "reply", payload: envelope });
    return true;
  }

  /** Calls back when a queue was emptied from outside; returns the way out. */
  onPurged(listener: (queue: string) => void): () => void {
    this.#onPurge.add(listener);
    return () => this.#onPurge.delete(listener);
  }

  /** Puts a message at the end of a queue (made on first use); false when the queue is full. */
  push(queue: string, message: Uint8Array, priority = 0): boolean {
    return this.#queues.push(queue, message, priority);
  }

  /** Takes the oldest of the most urgent messages; it counts as unacked until `ack`. */
  pop(queue: string): Uint8Array | undefined {
    return this.#queues.pop(queue);
  }

  ack(queue: string): void {
    this.#queues.ack(queue);
  }

  depth(queue: string): number {
    return this.#queues.depth(queue) ?? 0;
  }

  // --- switches for tests ----------------------------------------------------------------------------------------

  disconnect(): void {
    if (!this.#connected) return;
    this.#connected = false;
    this.#sink?.onStatus(this.#status("disconnected"));
  }

  reconnect(): void {
    if (this.#connected) return;
    this.#connected = true;
    this.#sink?.onStatus(this.#status("connected"));
  }

  #status(state: BrokerStatus["state"]): BrokerStatus {
    const away = state === "disconnected";
    return {
      state,
      since: this.#now(),
      url: "memory://",
      transport: "memory",
      problem: away
        ? {
            code: "lost",
            text: "The embedded broker was switched off.",
            remedy: "It returns when it is switched on.",
          }
        : null,
      attempt: away ? 1 : 0,
      nextRetryAt: null,
    };
  }
}
