// Topics of every cluster in one name space: those of the first as they are, those of the others behind their cluster's
// name (lib/live/topics.ts).
import { splitTopic } from "#lib/live/topics.ts";
import { bad } from "#lib/result.ts";
import type { Clusters } from "../engine/clusters.ts";
import type { Engine } from "../engine/port.ts";

export type TopicSource = Pick<Engine, "open" | "close">;

export function topicsOf({ first, engineOf }: Clusters): TopicSource {
  const find = (text: string) => {
    const { cluster, topic } = splitTopic(text);
    const engine = cluster === null ? first : engineOf(cluster);
    // The first has no name here: one topic is one room.
    return engine === null || (cluster !== null && engine === first) ? null : { engine, topic };
  };
  return {
    async open(text) {
      const found = find(text);
      return found === null ? bad("topic", "no such cluster") : found.engine.open(found.topic);
    },
    close(text) {
      const found = find(text);
      found?.engine.close(found.topic);
    },
  };
}
