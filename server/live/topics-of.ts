// Topics of every cluster in one name space, as far as somebody may open them: those of the first as they are, those of
// the others behind their cluster's name (lib/live/topics.ts).
import type { Principal } from "#lib/access/principal.ts";
import { mayOpen } from "#lib/live/may-open.ts";
import { splitTopic } from "#lib/live/topics.ts";
import { bad } from "#lib/result.ts";
import type { Clusters } from "../engine/clusters.ts";
import type { Engine } from "../engine/port.ts";

export type TopicSource = Pick<Engine, "open" | "close">;

export function topicsOf({ first, engineOf }: Clusters, principal: Principal): TopicSource {
  const find = (text: string) => {
    const { cluster, topic } = splitTopic(text);
    const engine = cluster === null ? first : engineOf(cluster);
    // The first has no name here: one topic is one room.
    return engine === null || (cluster !== null && engine === first) ? null : { engine, topic };
  };
  return {
    async open(text) {
      const found = find(text);
      if (found === null) return bad("topic", "no such cluster");
      const { engine, topic } = found;
      return mayOpen(principal, engine.name, topic) ? engine.open(topic) : bad("topic", "not for this user");
    },
    close(text) {
      const found = find(text);
      found?.engine.close(found.topic);
    },
  };
}
