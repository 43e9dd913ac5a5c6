// Puts topics that the web side renders itself in front of an engine's: same snapshots, same deltas, same seqs without a
// gap. Changes are gathered for a moment, as an engine's tick does.
import { diffView } from "#lib/live/diff-view.ts";
import { type LocalTopic, parseLocalTopic } from "#lib/live/local-topics.ts";
import type { TopicDelta, View } from "#lib/live/view.ts";
import { bad, ok } from "#lib/result.ts";
import type { Engine, EngineTick } from "../engine/port.ts";

/** What the live socket needs of an engine. */
export interface TopicHost extends Pick<Engine, "open" | "close"> {
  onTick(listener: (tick: Pick<EngineTick, "deltas">) => void): () => void;
}

export interface TopicSource {
  onChange(listener: () => void): () => void;
  render(topic: LocalTopic): View;
}

interface OpenTopic {
  readonly topic: LocalTopic;
  opens: number;
  seq: number;
  view: View;
}

const GATHER_MS = 250;
const MAX_OPEN = 1_000;

export function withLocalTopics(engine: TopicHost, source: TopicSource): TopicHost & { stop(): void } {
  const open = new Map<string, OpenTopic>();
  const listeners = new Set<(tick: Pick<EngineTick, "deltas">) => void>();
  let nextSeq = 1;
  let timer: NodeJS.Timeout | null = null;

  const tell = () => {
    timer = null;
    const deltas: TopicDelta[] = [];
    for (const [text, entry] of open) {
      const view = source.render(entry.topic);
      const delta = diffView(entry.view, view);
      if (delta === null) continue;
      entry.view = view;
      entry.seq += 1;
      deltas.push({ topic: text, seq: entry.seq, delta });
    }
    if (deltas.length > 0) for (const listener of listeners) listener({ deltas });
  };
  const stopSource = source.onChange(() => {
    if (open.size > 0) timer ??= setTimeout(tell, GATHER_MS).unref();
  });
  return {
    async open(text) {
      const topic = parseLocalTopic(text);
      if (topic === null) return engine.open(text);
      const known = open.get(text);
      if (known === undefined && open.size >= MAX_OPEN) return bad("topic", "too many topics are open");
      const entry = known ?? { topic, opens: 0, seq: nextSeq, view: source.render(topic) };
      entry.opens += 1;
      open.set(text, entry);
      return ok({ seq: entry.seq, view: entry.view });
    },
    close(text) {
      const entry = open.get(text);
      if (entry === undefined) return parseLocalTopic(text) === null ? engine.close(text) : undefined;
      entry.opens -= 1;
      if (entry.opens > 0) return;
      open.delete(text);
      // Never where an older stream of the same topic ended.
      nextSeq = Math.max(nextSeq, entry.seq + 2);
    },
    onTick(listener) {
      listeners.add(listener);
      const stopEngine = engine.onTick(listener);
      return () => {
        listeners.delete(listener);
        stopEngine();
      };
    },
    stop() {
      if (timer !== null) clearTimeout(timer);
      stopSource();
    },
  };
}
