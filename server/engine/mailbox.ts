// The engine's side of remote control: gives each request a ticket, collects the answers that carry it, and stops when
// all expected ones are there or time is up. Late and foreign answers are counted; what waits is bounded.
import { randomUUID } from "node:crypto";
import { UmbelError } from "#lib/api/error.ts";
import { BOUNDS } from "#lib/bounds/bounds.ts";
import { isBeatNode } from "#lib/control/beat-node.ts";
import { encodeControlBody, type SpellingOf } from "#lib/control/encode.ts";
import type { ControlOutcome, ControlRequest } from "#lib/control/outcome.ts";
import type { MailboxReply } from "#lib/events/decode-reply.ts";
import type { Json } from "#lib/json.ts";
import type { Broker } from "../broker/port.ts";

const MAX_PENDING = 1_000;
const REMEMBERED_TICKETS = 1_000;

export interface Answer {
  readonly hostname: string;
  /** Bounded, and without secrets. */
  readonly value: Json;
}

/** An outcome whose replies nobody has put into words yet. */
export interface Collected extends Omit<ControlOutcome, "replies"> {
  readonly answers: readonly Answer[];
  /** Who answered in a way that cannot be read, and how; several may share one entry. */
  readonly unread: readonly Unread[];
}

export interface Unread {
  /** null: which of the missing it was is not known, for the name stands in what cannot be read. */
  readonly hostname: string | null;
  readonly contentType: string;
}

export interface MailboxOptions {
  readonly broker: Pick<Broker, "publishControl" | "replyTo">;
  /** How ids of tasks were spelled that are no text. */
  readonly spelling?: SpellingOf | undefined;
  /** Hostnames of workers that are online as far as is known: expected to answer a broadcast. */
  readonly alive: () => readonly string[];
  /** One request was answered twice under one name: two processes have it. */
  readonly onTwin?: (hostname: string) => void;
  /** A broadcast reached more than those who answered or are known: somebody should ping, to learn who they are. */
  readonly onStrangers?: () => void;
  readonly now?: () => number;
  readonly makeTicket?: () => string;
}

interface Pending {
  readonly request: ControlRequest;
  readonly startedAt: number;
  readonly alive: readonly string[];
  readonly answers: Answer[];
  /** Content types of the answers that could not be read. */
  readonly unread: string[];
  /** Their hostnames. */
  readonly answered: Set<string>;
  /** Beats that answered: no workers, but reached like them. */
  readonly beats: Set<string>;
  readonly onAnswer: ((answer: Answer) => void) | null;
  readonly resolve: (collected: Collected) => void;
  timer: NodeJS.Timeout | null;
  published: boolean;
  /** How many subscribers the request reached; null when the broker cannot tell. */
  receivers: number | null;
}

export class Mailbox {
  readonly #options: MailboxOptions;
  readonly #now: () => number;
  readonly #makeTicket: () => string;
  readonly #pending = new Map<string, Pending>();
  /** With who takes their answers: one that comes late is as true as the others. */
  readonly #closed = new Map<string, Pending["onAnswer"]>();
  /** Beats that answered the last broadcast ping. */
  #beats: ReadonlySet<string> = new Set();
  #late = 0;
  #foreign = 0;
  #cut = 0;

  constructor(options: MailboxOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#makeTicket = options.makeTicket ?? randomUUID;
  }

  /** Answers beyond those that are kept of one command. */
  get cut(): number {
    return this.#cut;
  }

  get figures(): Readonly<Record<"pending" | "late" | "foreign", number>> {
    return { pending: this.#pending.size, late: this.#late, foreign: this.#foreign };
  }

  /** Sends and collects. Rejects with UmbelError when nothing was sent; a missing answer is an ordinary outcome. */
  async send(request: ControlRequest, onAnswer?: (answer: Answer) => void): Promise<Collected> {
    if (this.#pending.size >= MAX_PENDING) {
      throw new UmbelError("too_many", "Too many commands wait for answers. Try again in a few seconds.");
    }
    const ticket = this.#makeTicket();
    const { broker } = this.#options;
    const body = encodeControlBody(
      request,
      ticket,
      request.expectsReply ? broker.replyTo : null,
      this.#options.spelling,
    );
    const done = this.#await(ticket, request, onAnswer ?? null);
    try {
      const { receivers } = await broker.publishControl({ body });
      this.#published(ticket, receivers);
    } catch (error) {
      this.#forget(ticket);
      throw error;
    }
    return done;
  }

  /** Hands in a decoded reply. */
  take(reply: MailboxReply): void {
    const pending = this.#pending.get(reply.ticket);
    if (pending === undefined) {
      this.#takeLate(reply);
      return;
    }
    if (isBeatNode(reply.hostname)) {
      pending.beats.add(reply.hostname);
      this.#beats = new Set([...this.#beats, ...pending.beats]);
    } else if (pending.answers.length < BOUNDS.control_answers.limit) {
      const answer = { hostname: reply.hostname, value: reply.value };
      if (pending.answered.has(reply.hostname)) this.#options.onTwin?.(reply.hostname);
      pending.answers.push(answer);
      pending.answered.add(reply.hostname);
      try {
        pending.onAnswer?.(answer);
      } finally {
        this.#settle(reply.ticket, pending);
      }
      return;
    } else this.#cut += 1;
    this.#settle(reply.ticket, pending);
  }

  /** A solo pool answers when its task has ended: nobody waits for the outcome any more, what it tells is kept. */
  #takeLate({ ticket, hostname, value }: MailboxReply): void {
    const onAnswer = this.#closed.get(ticket);
    if (onAnswer === undefined) this.#foreign += 1;
    else {
      this.#late += 1;
      if (!isBeatNode(hostname)) onAnswer?.({ hostname, value });
    }
  }

  /** Hands in an answer of which only the ticket could be read. */
  takeUnread({ ticket, contentType }: { readonly ticket: string; readonly contentType: string }): void {
    const pending = this.#pending.get(ticket);
    if (pending === undefined || pending.unread.length >= BOUNDS.control_answers.limit) return;
    pending.unread.push(contentType);
    this.#settle(ticket, pending);
  }

  /** Ends every wait with what is there; nothing is left running. */
  close(): void {
    for (const [ticket, pending] of this.#pending) this.#finish(ticket, pending);
  }

  #await(ticket: string, request: ControlRequest, onAnswer: Pending["onAnswer"]): Promise<Collected> {
    return new Promise((resolve) => {
      const pending: Pending = {
        request,
        startedAt: this.#now(),
        alive: this.#options.alive(),
        answers: [],
        unread: [],
        answered: new Set(),
        beats: new Set(),
        onAnswer,
        resolve,
        timer: null,
        published: false,
        receivers: null,
      };
      pending.timer = setTimeout(() => this.#finish(ticket, pending), request.timeoutMs);
      this.#pending.set(ticket, pending);
    });
  }

  #published(ticket: string, receivers: number | null): void {
    const pending = this.#pending.get(ticket);
    if (pending === undefined) return;
    pending.published = true;
    pending.receivers = receivers;
    this.#settle(ticket, pending);
  }

  #settle(ticket: string, pending: Pending): void {
    if (isComplete(pending, this.#beats.size)) this.#finish(ticket, pending);
  }

  #finish(ticket: string, pending: Pending): void {
    this.#forget(ticket);
    const { missing, unread } = toldApart(pending, missingOf(pending));
    const { request, receivers, answers, beats } = pending;
    const told = answers.length + unread.length + missing.length;
    const isBroadcast = request.destination === null && receivers !== null && request.expectsReply;
    if (isBroadcast && request.method === "ping") this.#beats = beats;
    else if (isBroadcast && receivers - this.#beats.size > told) this.#options.onStrangers?.();
    pending.resolve({
      ticket,
      expected: expectedOf(pending, missing.length + unread.length, this.#beats.size),
      answers: pending.answers,
      unread,
      missing,
      tookMs: Math.max(0, this.#now() - pending.startedAt),
    });
  }

  #forget(ticket: string): void {
    const pending = this.#pending.get(ticket);
    if (pending?.timer) clearTimeout(pending.timer);
    this.#pending.delete(ticket);
    this.#closed.set(ticket, pending?.onAnswer ?? null);
    if (this.#closed.size > REMEMBERED_TICKETS) {
      const oldest = this.#closed.keys().next().value;
      if (oldest !== undefined) this.#closed.delete(oldest);
    }
  }
}

function isComplete(
  { request, published, receivers, answers, answered, unread, beats: told, alive }: Pending,
  beats: number,
): boolean {
  if (!published) return false;
  if (!request.expectsReply || receivers === 0) return true;
  if (request.destination !== null) {
    return unread.length >= request.destination.filter((hostname) => !answered.has(hostname)).length;
  }
  const came = answers.length + unread.length;
  if (receivers !== null && request.method === "ping") return came + told.size >= receivers;
  // Beats may have gone since they answered: nobody who is alive may be given up for them.
  if (receivers !== null && beats === 0) return came >= receivers;
  if (receivers !== null && came < receivers - beats) return false;
  return alive.length > 0 && answered.size + unread.length >= alive.length;
}

/** When as many answers could not be read as workers are missing, it was they who gave them. */
function toldApart({ unread }: Pending, missing: string[]): { missing: string[]; unread: Unread[] } {
  const contentTypes = [...new Set(unread)].join(", ");
  if (unread.length > 0 && unread.length >= missing.length) {
    return { missing: [], unread: missing.map((hostname) => ({ hostname, contentType: contentTypes })) };
  }
  return { missing, unread: unread.map((contentType) => ({ hostname: null, contentType })) };
}

/** Who was addressed, or is alive, and did not answer. Without awaited answers only "nobody was reached" is known. */
function missingOf({ request, receivers, answered, alive }: Pending): string[] {
  if (!request.expectsReply && receivers !== 0) return [];
  return (request.destination ?? alive).filter((hostname) => !answered.has(hostname));
}

function expectedOf(
  { request, receivers, answers, alive }: Pending,
  missing: number,
  beats: number,
): number | null {
  if (!request.expectsReply) return null;
  if (request.destination !== null) return request.destination.length;
  if (receivers === null && alive.length === 0) return null;
  return Math.max((receivers ?? 0) - beats, answers.length + missing);
}
