// Sends messages and waits until RabbitMQ has taken them. On a connection of its own, because a RabbitMQ with an alarm
// stops reading whoever publishes. Nothing is sent into an alarm: it would lie there and reach the workers minutes later.
import { randomUUID } from "node:crypto";
import type { ConfirmChannel, Message, Options } from "amqplib";
import { UmbelError } from "#lib/api/error.ts";
import type { Problem } from "../supervisor.ts";
import { type AmqpConnection, type OpenChannel, openConfirmChannel } from "./connect.ts";
import { explainBlocked, replyCode } from "./problems.ts";

const CONFIRM_MS = 8_000;

export interface Outgoing {
  readonly exchange: string;
  readonly routingKey: string;
  readonly content: Buffer;
  readonly options: Options.Publish;
}

interface Waiting {
  readonly reject: (error: unknown) => void;
}

export class AmqpPublisher {
  readonly #onBlocked: (problem: Problem | null) => void;
  readonly #messages: Line;
  readonly #canaries: Line;
  readonly #events: Line;
  #blocked: Problem | null = null;
  /** This user may not use the default exchange: alarms are only seen once they block. */
  #noCanary = false;
  #checking: Promise<void> | null = null;

  constructor(connection: AmqpConnection, onBlocked: (problem: Problem | null) => void) {
    this.#onBlocked = onBlocked;
    this.#messages = new Line(connection);
    this.#canaries = new Line(connection);
    this.#events = new Line(connection);
    connection.model.on("blocked", (reason) => this.#block(explainBlocked(String(reason))));
    connection.model.on("unblocked", () => this.#block(null));
  }

  /** Opens its channels, so that the first command need not wait. */
  async open(): Promise<void> {
    await this.#messages.open();
  }

  /** Rejects with UmbelError `broker_unavailable` in an alarm, `not_found` when `mandatory` and nothing is bound, or the server's refusal. */
  async send(message: Outgoing): Promise<void> {
    await this.check();
    const routed = await this.#messages.send(message);
    if (!routed) throw new UmbelError("not_found", `RabbitMQ has no queue “${message.routingKey}”.`);
  }

  /** On a channel of its own: a user may lack the right to it, and then nothing else shall fail with it. */
  async announce(event: Outgoing): Promise<void> {
    await this.check();
    await this.#events.send(event);
  }

  /** Whether RabbitMQ takes messages: a message to nowhere tells, and reaches nobody. Who asks meanwhile shares it. */
  async check(): Promise<void> {
    if (this.#blocked !== null) throw refused(this.#blocked);
    if (this.#noCanary) return;
    this.#checking ??= this.#sendCanary().finally(() => {
      this.#checking = null;
    });
    await this.#checking;
  }

  async #sendCanary(): Promise<void> {
    const routingKey = `umbel-${randomUUID()}`;
    try {
      await this.#canaries.send({ exchange: "", routingKey, content: Buffer.alloc(0), options: {} });
    } catch (error) {
      if (replyCode(error) !== 403) throw error;
      this.#noCanary = true;
    }
  }

  get isBlocked(): boolean {
    return this.#blocked !== null;
  }

  #block(problem: Problem | null): void {
    this.#blocked = problem;
    if (problem !== null) {
      this.#messages.giveUp(refused(problem, " It was on its way already and may still arrive."));
      for (const line of [this.#canaries, this.#events]) line.giveUp(refused(problem));
    }
    this.#onBlocked(problem);
  }
}

function refused({ text, remedy }: Problem, more = ""): UmbelError {
  return new UmbelError("broker_unavailable", `${text}${more} ${remedy}`);
}

/** One confirm channel, opened again when the server closed it. */
class Line {
  readonly #connection: AmqpConnection;
  readonly #waiting = new Set<Waiting>();
  readonly #returned = new Set<string>();
  #channel: Promise<OpenChannel<ConfirmChannel>> | null = null;

  constructor(connection: AmqpConnection) {
    this.#connection = connection;
  }

  open(): Promise<OpenChannel<ConfirmChannel>> {
    this.#channel ??= this.#openChannel();
    return this.#channel;
  }

  /** False when it was mandatory and could not be routed. */
  async send({ exchange, routingKey, content, options }: Outgoing): Promise<boolean> {
    const { channel, lastError } = await this.open();
    const mark = markOf(routingKey, options.correlationId);
    return new Promise((resolve, reject) => {
      const settle = (then: () => void) => {
        clearTimeout(timer);
        this.#waiting.delete(waiting);
        then();
      };
      const waiting: Waiting = { reject: (error) => settle(() => reject(error)) };
      const timer = setTimeout(
        () => waiting.reject(new Error("RabbitMQ did not confirm the message: timed out")),
        CONFIRM_MS,
      );
      this.#waiting.add(waiting);
      try {
        channel.publish(exchange, routingKey, content, options, (error) => {
          if (error) waiting.reject(lastError() ?? this.#connection.lastError() ?? error);
          else settle(() => resolve(!this.#returned.delete(mark)));
        });
      } catch (error) {
        waiting.reject(lastError() ?? this.#connection.lastError() ?? error);
      }
    });
  }

  giveUp(error: UmbelError): void {
    for (const { reject } of [...this.#waiting]) reject(error);
  }

  async #openChannel(): Promise<OpenChannel<ConfirmChannel>> {
    try {
      const opened = await openConfirmChannel(this.#connection.model);
      // A message that comes back does so before it is confirmed.
      opened.channel.on("return", ({ fields, properties }: Message) =>
        this.#returned.add(markOf(fields.routingKey, properties.correlationId)),
      );
      opened.channel.once("close", () => {
        this.#channel = null;
        this.#returned.clear();
      });
      return opened;
    } catch (error) {
      this.#channel = null;
      throw this.#connection.lastError() ?? error;
    }
  }
}

function markOf(routingKey: string, correlationId: unknown): string {
  return `${routingKey}\n${String(correlationId ?? "")}`;
}
