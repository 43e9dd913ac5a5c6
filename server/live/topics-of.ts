// Topics of every cluster in one name space: those of the first as they are, those of the others behind their cluster's
// name (lib/live/topics.ts).
import { qualifyTopic, splitTopic } from "#lib/live/topics.ts";
import { bad } from "#lib/result.ts";
import type { ClusterTopics, TopicSource } from "./port.ts";

/** In the order they were configured. */
export function topicsOf(clusters: readonly ClusterTopics[]): TopicSource {
  // The first has no name here: one topic is one room.
  const sources = clusters.map((source, index) => ({ source, cluster: index === 0 ? null : source.name }));
  const find = (text: string) => {
    const { cluster, topic } = splitTopic(text);
    const source = sources.find((each) => each.cluster === cluster)?.source;
    return source === undefined ? null : { source, topic };
  };
  return {
    async open(text) {
      const found = find(text);
      return found === null ? bad("topic", "no such cluster") : found.source.open(found.topic);
    },
    close(text) {
      const found = find(text);
      found?.source.close(found.topic);
    },
    onTick(listener) {
      const stops = sources.map(({ source, cluster }) =>
        source.onTick(({ deltas }) => {
          const named = deltas.map((delta) => ({ ...delta, topic: qualifyTopic(cluster, delta.topic) }));
          listener({ deltas: named });
        }),
      );
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}
