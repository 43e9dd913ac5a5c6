// Every topic the page watches, over one port. Topics are counted: the first watcher opens, the last one closes a
// little later, so that moving between pages keeps their pictures. Watchers are told together, on a timer.
import type { TopicDelta } from "#lib/live/view.ts";
import { createExternal, type External } from "./external.ts";
import type { LivePort, PortState } from "./port.ts";
import { changesIn, createTopicEntry, LOADING, type TopicEntry, type TopicState } from "./topic-entry.ts";
import { pause } from "./use-paused.ts";

export interface ConnectionState {
  readonly state: PortState;
  readonly since: number;
  readonly error: string | null;
}

export interface LiveConnection {
  readonly status: External<ConnectionState>;
  /** Connects until the returned function is called. */
  readonly start: () => () => void;
  readonly watch: (topic: string, listener: () => void) => () => void;
  readonly read: (topic: string) => TopicState;
}

/** How long a topic outlives its last watcher, and how long changes are gathered before watchers are told. */
const LINGER_MS = 4000;
const GATHER_MS = 25;
/** The frame tells about the connection itself: it is never held still. */
const NEVER_PAUSED = "frame";

interface Watched {
  readonly entry: TopicEntry;
  readonly listeners: Set<() => void>;
  shown: TopicState;
  dirty: boolean;
  ending: ReturnType<typeof setTimeout> | undefined;
}

export function createLiveConnection(port: LivePort, clock: () => number = Date.now): LiveConnection {
  const topics = new Map<string, Watched>();
  const status = createExternal<ConnectionState>({ state: "connecting", since: clock(), error: null });
  let gathering: ReturnType<typeof setTimeout> | undefined;
  let held = false;

  const tell = (): void => {
    gathering = undefined;
    for (const watched of topics.values()) {
      if (!watched.dirty) continue;
      watched.dirty = false;
      watched.shown = watched.entry.get();
      for (const listener of [...watched.listeners]) listener();
    }
  };

  const begin = (topic: string): Watched => {
    const entry = createTopicEntry(topic, port, () => {
      watched.dirty = true;
      gathering ??= setTimeout(tell, GATHER_MS);
    });
    const watched: Watched = {
      entry,
      listeners: new Set(),
      shown: entry.get(),
      dirty: false,
      ending: undefined,
    };
    topics.set(topic, watched);
    if (status.get().state === "connected") entry.open();
    return watched;
  };

  const end = (topic: string): void => {
    topics.get(topic)?.entry.end();
    topics.delete(topic);
    if (status.get().state === "connected") port.close(topic);
  };

  const onState = (state: PortState, error: string | null): void => {
    const before = status.get();
    status.set({ state, since: before.state === state ? before.since : clock(), error });
    if (before.state === state) return;
    for (const [topic, { entry }] of topics) {
      // A held picture stays held through a reconnect: resuming fetches everything anyway.
      const isHeld = held && topic !== NEVER_PAUSED && entry.get().view !== null;
      if (state !== "connected") entry.lost(clock());
      else if (!isHeld) entry.open();
    }
  };

  const onDelta = (delta: TopicDelta): void => {
    const { since, waiting } = pause.get();
    if (since === null || delta.topic === NEVER_PAUSED) topics.get(delta.topic)?.entry.receive(delta);
    else pause.set({ since, waiting: waiting + changesIn(delta.delta) });
  };

  // What was left out while paused is fetched as a whole afterwards.
  const onPause = (): void => {
    const now = pause.get().since !== null;
    if (held && !now && status.get().state === "connected") {
      for (const [topic, { entry }] of topics) {
        if (topic !== NEVER_PAUSED) entry.open();
      }
    }
    held = now;
  };

  return {
    status,
    start: () => {
      const stopPause = pause.subscribe(onPause);
      const disconnect = port.connect({ onState, onDelta });
      return () => {
        stopPause();
        disconnect();
        clearTimeout(gathering);
        gathering = undefined;
        onState("connecting", null);
      };
    },
    watch: (topic, listener) => {
      const watched = topics.get(topic) ?? begin(topic);
      clearTimeout(watched.ending);
      watched.listeners.add(listener);
      return () => {
        watched.listeners.delete(listener);
        if (watched.listeners.size > 0) return;
        watched.ending = setTimeout(() => end(topic), LINGER_MS);
      };
    },
    read: (topic) => topics.get(topic)?.shown ?? LOADING,
  };
}
