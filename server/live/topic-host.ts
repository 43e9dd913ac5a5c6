// All topics of one cluster: each is asked of the side that its row names, the engine or a renderer of the web side. Changes
// of the latter are gathered for a moment, as an engine's tick does.
import { OpenTopics } from "#lib/live/open-topics.ts";
import { parseTopic } from "#lib/live/parse-topic.ts";
import { isRenderedBy, type KindBy, type TopicOf } from "#lib/live/topics.ts";
import type { ClusterTopics, TopicSource, WebRenderer, WebRenderers } from "./port.ts";

type WebKind = KindBy<"web">;

const GATHER_MS = 250;

/** `onError`: a topic could not be rendered; it is tried again when something changes. */
export function createTopicHost(
  engine: ClusterTopics,
  renderers: WebRenderers,
  onError: (error: unknown) => void,
): ClusterTopics {
  const own = createWebTopics(renderers, onError);
  const sourceOf = (text: string): TopicSource => {
    const topic = parseTopic(text);
    return topic.ok && isRenderedBy("web", topic.value) ? own : engine;
  };
  return {
    name: engine.name,
    open: (text) => sourceOf(text).open(text),
    close: (text) => sourceOf(text).close(text),
    onTick(listener) {
      const stops = [engine.onTick(listener), own.onTick(listener)];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

function createWebTopics(renderers: WebRenderers, onError: (error: unknown) => void): TopicSource {
  // Of any kind: it is given topics of its own.
  const rendererOf = (kind: WebKind): WebRenderer<WebKind> => renderers[kind];
  const topics = new OpenTopics(
    {
      isTouched: ({ kind }: TopicOf<WebKind>, changed: ReadonlySet<WebKind>) => changed.has(kind),
      render: (topic: TopicOf<WebKind>) => rendererOf(topic.kind).render(topic),
    },
    { side: "web", onError },
  );
  const listeners = new Set<Parameters<TopicSource["onTick"]>[0]>();
  let changed = new Set<WebKind>();

  const tell = () => {
    const deltas = topics.deltas(changed);
    changed = new Set();
    if (deltas.length > 0) for (const listener of listeners) listener({ deltas });
  };
  // The table has an entry for each kind and no other.
  for (const kind of Object.keys(renderers) as WebKind[]) {
    rendererOf(kind).onChange(() => {
      if (topics.size === 0) return;
      if (changed.size === 0) setTimeout(tell, GATHER_MS).unref();
      changed.add(kind);
    });
  }
  return {
    open: async (text) => topics.open(text),
    close: (text) => topics.close(text),
    onTick(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
