// Puts topics that the web side renders itself before an engine's own: same snapshots, same deltas, same seqs without a gap.
// Changes are gathered for a moment, as an engine's tick does.
import { diffView } from "#lib/live/diff-view.ts";
import { type LocalTopic, parseLocalTopic } from "#lib/live/local-topics.ts";
import type { TopicDelta, View } from "#lib/live/view.ts";
import { bad, ok } from "#lib/result.ts";
import type { Engine, EngineTick } from "../engine/port.ts";

export interface LocalSource {
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
const MAX_OPEN = 10_000;

/** The same engine to everybody but those who watch topics. */
export function withLocalTopics(engine: Engine, source: LocalSource): Engine {
  const open = new Map<string, OpenTopic>();
  const listeners = new Set<(tick: EngineTick) => void>();
  let nextSeq = 1;
  let gathering = false;

  const gather = () => {
    if (open.size === 0 || gathering) return;
    gathering = true;
    setTimeout(tell, GATHER_MS).unref();
  };
  const tell = () => {
    gathering = false;
    const latest = engine.latest();
    // Before its first tick the engine has nobody to tell.
    if (latest === null) return gather();
    const deltas: TopicDelta[] = [];
    for (const [text, entry] of open) {
      const view = source.render(entry.topic);
      const delta = diffView(entry.view, view);
      if (delta === null) continue;
      entry.view = view;
      entry.seq += 1;
      deltas.push({ topic: text, seq: entry.seq, delta });
    }
    if (deltas.length > 0) for (const listener of listeners) listener({ ...latest, deltas });
  };
  source.onChange(gather);
  return {
    name: engine.name,
    start: () => engine.start(),
    stop: () => engine.stop(),
    latest: () => engine.latest(),
    query: (name, input) => engine.query(name, input),
    send: (request) => engine.send(request),
    act: (name, input) => engine.act(name, input),
    tell: (kind, fact) => engine.tell(kind, fact),
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
      if (entry === undefined) {
        if (parseLocalTopic(text) === null) engine.close(text);
        return;
      }
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
  };
}
