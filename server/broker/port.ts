// The Broker port: channels, exchanges and reconnection; nothing of Celery's meaning. contract.ts is its test battery.
import type { KombuMessage } from "#lib/kombu/message.ts";
import type { TransportOptions } from "#lib/kombu/transport-options.ts";
import type { BrokerNotice, BrokerStatus } from "#lib/live/views.ts";
import type { OutgoingTask } from "#lib/sending/outgoing-task.ts";

export type { OutgoingTask };

/** One message as it came: a Redis envelope still encoded, or an AMQP message already split. */
export interface Delivery {
  readonly source: "event" | "reply";
  readonly payload: Uint8Array | KombuMessage;
}

/** Kinds of messages, as they are counted when they must be dropped. */
export type MessageKind = "task" | "worker" | "reply";

/** Event messages of a broker that reads in bulk, one after the other: encoded envelopes, or AMQP messages. */
export interface EventBatch {
  readonly messages: number;
  /** About what it takes in memory. */
  readonly bytes: number;
  /** The next message, null after the last; what it answers lives until `release`. */
  next(): Uint8Array | KombuMessage | null;
  /** Gives the memory back. What was not released yet is the broker's backlog. */
  release(): void;
}

/** What a broker that reads in bulk has read so far, and what it had to drop because nobody decoded it. */
export interface ReadingFigures {
  readonly messages: number;
  readonly bytes: number;
  readonly dropped: Readonly<Record<MessageKind, number>>;
  /** Messages that the broker itself keeps until there is room here; absent where it keeps none. */
  readonly waiting?: number;
}

/** Called from the socket's own callback: must only queue. */
export interface BrokerSink {
  onDelivery(delivery: Delivery): void;
  onBatch(batch: EventBatch): void;
  onStatus(status: BrokerStatus): void;
  /** All that needs saying while connected; an empty list takes back what was said. */
  onNotices?(notices: readonly BrokerNotice[]): void;
}

/** What workers told of their own options and what changes no connection. */
export type ToldOptions = Partial<Pick<TransportOptions, "prioritySteps" | "unackedKey">>;

/** A control message ready to leave; built by server/engine/mailbox from a validated request. */
export interface ControlMessage {
  /** JSON text of the pidbox request. */
  readonly body: string;
}

export interface QueueDepth {
  readonly queue: string;
  /** Ready messages; null when the queue does not exist or cannot be asked. */
  readonly depth: number | null;
  readonly unacked: number | null;
  readonly consumers: number | null;
  readonly byPriority: readonly { readonly priority: number; readonly depth: number }[] | null;
  /** Waiting in the broker for their ETA (RabbitMQ native delayed delivery). */
  readonly scheduled: number | null;
  /** Messages per second as the broker measures. */
  readonly publishRate: number | null;
  readonly deliverRate: number | null;
  /** `classic`, `quorum`, `stream`; null where there is only one kind. */
  readonly queueType: string | null;
}

export interface WaitingMessages {
  /** Encoded Redis envelopes or split AMQP messages; the next to run first. */
  readonly messages: readonly (Uint8Array | KombuMessage)[];
  /** How many wait in all; null when unknown. */
  readonly total: number | null;
  /** Why there is nothing to see although something waits (a broker that cannot be read without disturbing it); else null. */
  readonly unreadable: string | null;
}

/** An event that Umbel tells, as a client of Celery would. */
export interface OutgoingEvent {
  /** The type with dots: `task.sent`. */
  readonly routingKey: string;
  /** Whose event it is; a header of the message. */
  readonly hostname: string;
  /** JSON text of the event. */
  readonly body: string;
}

export interface Broker {
  /** Connects, subscribes, and keeps doing so with capped backoff until stopped. Resolves at once. */
  start(sink: BrokerSink): Promise<void>;
  /** Leaves nothing behind on the broker (reply list, binding). Idempotent. */
  stop(): Promise<void>;
  /** Where workers must send replies: `reply_to.routing_key`. */
  readonly replyTo: { readonly exchange: string; readonly routingKey: string };
  /** Rejects with UmbelError `broker_unavailable` while away. `receivers`: subscribers reached, null if the broker cannot tell. */
  publishControl(message: ControlMessage): Promise<{ readonly receivers: number | null }>;
  /** Costs as much as there are queues: who asks bounds them. */
  queueDepths(queues: readonly string[]): Promise<readonly QueueDepth[]>;
  /** Task queues that the broker itself knows (bindings), up to a bound that a notice tells; never `KEYS`. */
  discoverQueues(): Promise<readonly string[]>;
  /** Takes over what workers told, where nothing else was set; only brokers that count by such names. */
  adopt?(told: ToldOptions): void;
  /** Removes what waits in a queue; answers how many messages went. Unacked ones stay. */
  purgeQueue(queue: string): Promise<{ readonly removed: number }>;
  /** What waits, next to run first, without disturbing it. */
  peekQueue(queue: string, limit: number): Promise<WaitingMessages>;
  /**
   * Publishes one task message to a queue (protocol 2, already encoded). Rejects with UmbelError: broker_unavailable, or
   * not_found when the queue does not exist there (AMQP, mandatory).
   */
  sendTask(task: OutgoingTask): Promise<void>;
  /** Publishes one event. Where there is none, or when it rejects, the engine keeps the event to itself. */
  announce?(event: OutgoingEvent): Promise<void>;
  /**
   * The last moment at which it was asked something that it answered, on the connection that events come by; −∞ before.
   * Absent: it cannot fall silent.
   */
  aliveAt?(): number;
  /** Asks it now instead of with the next check. */
  prove?(): void;
  /** While somebody looks events are handed over sooner; only brokers that gather them. */
  hurry?(isWatched: boolean): void;
  /** Only brokers that hand over batches. */
  reading?(): ReadingFigures;
}
