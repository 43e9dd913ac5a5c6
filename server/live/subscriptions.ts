// The topics one socket watches. Each watched topic holds exactly one `open` of the engine, given back once.
// Snapshot and deltas are one unbroken sequence: should a delta have passed between the engine's answer and our joining
// the room, the snapshot is taken again.
import type { OpenAnswer } from "#lib/live/socket-events.ts";
import { MAX_OPEN_TOPICS } from "#lib/live/socket-events.ts";
import { bad, ok, type Result } from "#lib/result.ts";
import type { TopicSource } from "./port.ts";

export interface Room {
  join(topic: string): void;
  leave(topic: string): void;
  /** Somebody is about to join: from now on lastSeq is kept. One `unwatch` per `watch`. */
  watch(topic: string): void;
  unwatch(topic: string): void;
  /** Seq of the last delta that was sent to the topic's room; 0 when none was. */
  lastSeq(topic: string): number;
  /** One more topic for whoever has the socket; the value gives it back. */
  share(): Result<() => void, "limit">;
}

export interface Subscriptions {
  /** Rejects when the engine cannot answer; resolves null when the topic was closed meanwhile. */
  open(topic: string): Promise<OpenAnswer | null>;
  close(topic: string): void;
  closeAll(): void;
  topics(): Iterable<string>;
}

interface Watched {
  readonly giveBack: () => void;
  held: boolean;
  asking: number;
  /** The newest question; answers to older ones no longer matter. */
  question: number;
}

const MAX_ASKING = 4;
const MAX_TRIES = 5;

export function createSubscriptions(source: TopicSource, room: Room): Subscriptions {
  const watched = new Map<string, Watched>();

  const forget = (topic: string, entry: Watched) => {
    if (watched.get(topic) !== entry) return;
    watched.delete(topic);
    room.unwatch(topic);
    entry.giveBack();
  };
  const drop = (topic: string, entry: Watched) => {
    forget(topic, entry);
    if (!entry.held) return;
    entry.held = false;
    room.leave(topic);
    source.close(topic);
  };
  /** Settles one answered `source.open`: it becomes the entry's hold, or is given back. */
  const keepOrReturn = (topic: string, entry: Watched) => {
    const current = watched.get(topic) === entry;
    if (!current || entry.held) source.close(topic);
    else {
      entry.held = true;
      room.join(topic);
    }
    return current;
  };
  const ask = async (topic: string, entry: Watched): Promise<OpenAnswer | null> => {
    entry.question += 1;
    const question = entry.question;
    for (let tries = 1; ; tries++) {
      const answer = await source.open(topic);
      if (!answer.ok) {
        if (!entry.held) forget(topic, entry);
        return answer;
      }
      const missed = room.lastSeq(topic) > answer.value.seq;
      if (!keepOrReturn(topic, entry) || question !== entry.question) return null;
      if (!missed || tries === MAX_TRIES) return answer;
    }
  };
  const begin = (topic: string): Result<Watched, "limit"> => {
    const known = watched.get(topic);
    if (known !== undefined) return ok(known);
    if (watched.size >= MAX_OPEN_TOPICS) return bad("limit", `more than ${MAX_OPEN_TOPICS} topics at a time`);
    const share = room.share();
    if (!share.ok) return share;
    const entry = { giveBack: share.value, held: false, asking: 0, question: 0 };
    room.watch(topic);
    watched.set(topic, entry);
    return ok(entry);
  };
  return {
    async open(topic) {
      const begun = begin(topic);
      if (!begun.ok) return begun;
      const entry = begun.value;
      if (entry.asking >= MAX_ASKING) return bad("limit", "the topic is being opened already");
      entry.asking += 1;
      try {
        return await ask(topic, entry);
      } catch (error) {
        if (!entry.held) forget(topic, entry);
        throw error;
      } finally {
        entry.asking -= 1;
      }
    },
    close(topic) {
      const entry = watched.get(topic);
      if (entry !== undefined) drop(topic, entry);
    },
    closeAll() {
      for (const [topic, entry] of [...watched]) drop(topic, entry);
    },
    topics: () => watched.keys(),
  };
}
