// What live pages need of whoever has topics, and what a part of the web side gives that renders some itself.
import type { KindBy, TopicOf, ViewOf } from "#lib/live/topics.ts";
import type { Engine, EngineTick } from "../engine/port.ts";

/** Topics to open, and their deltas: an engine, or what stands beside or before engines. */
export interface TopicSource extends Pick<Engine, "open" | "close"> {
  /** Also told of moments in which no topic changed, as an engine tells them. */
  onTick(listener: (tick: Pick<EngineTick, "deltas">) => void): () => void;
}

/** The topics of one cluster, under its name. */
export interface ClusterTopics extends TopicSource {
  readonly name: string;
}

export interface WebRenderer<K extends KindBy<"web">> {
  /** Told whenever a topic of this kind can look different. */
  onChange(listener: () => void): () => void;
  render(topic: TopicOf<K>): ViewOf[K];
}

/** Every kind of topic that the web side renders. */
export type WebRenderers = { readonly [K in KindBy<"web">]: WebRenderer<K> };
