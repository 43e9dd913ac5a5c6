// The topics somebody watches, each with the view and the seq last told. Identical topics are rendered once per tick.
// Invariant (engine contract): a snapshot at n and the deltas n+1..m make the snapshot at m.
import { diffView } from "#lib/live/diff-view.ts";
import type { ModelApi, ModelChanges, ModelContext } from "#lib/live/model.ts";
import { parseTopic } from "#lib/live/parse-topic.ts";
import type { Topic } from "#lib/live/topics.ts";
import type { Snapshot, TopicDelta, View } from "#lib/live/view.ts";
import { bad, ok, type Result } from "#lib/result.ts";

const MAX_OPEN = 10_000;

interface OpenTopic {
  readonly topic: Topic;
  opens: number;
  seq: number;
  view: View;
}

export class OpenTopics {
  readonly #model: ModelApi;
  readonly #open = new Map<string, OpenTopic>();
  /** Where the next topic's seqs begin: never where an older stream of the same topic ended. */
  #nextSeq: number;

  constructor(model: ModelApi, firstSeq: number) {
    this.#model = model;
    this.#nextSeq = firstSeq;
  }

  /** Hostnames of the open `worker:` topics. */
  watchedWorkers(): string[] {
    const names: string[] = [];
    for (const { topic } of this.#open.values()) if (topic.kind === "worker") names.push(topic.hostname);
    return names;
  }

  /** Names of the open `queue:` topics. */
  watchedQueues(): string[] {
    const names: string[] = [];
    for (const { topic } of this.#open.values()) if (topic.kind === "queue") names.push(topic.name);
    return names;
  }

  open(text: string, context: ModelContext, now: number): Result<Snapshot, "topic"> {
    const known = this.#open.get(text);
    if (known !== undefined) {
      known.opens += 1;
      return ok({ seq: known.seq, view: known.view });
    }
    if (this.#open.size >= MAX_OPEN) return bad("topic", "too many topics are open");
    const topic = parseTopic(text);
    if (!topic.ok) return topic;
    const view = this.#model.render(topic.value, context, now);
    const entry = { topic: topic.value, opens: 1, seq: this.#nextSeq, view };
    this.#open.set(text, entry);
    return ok({ seq: entry.seq, view });
  }

  close(text: string): void {
    const entry = this.#open.get(text);
    if (entry === undefined) return;
    entry.opens -= 1;
    if (entry.opens > 0) return;
    this.#open.delete(text);
    this.#nextSeq = Math.max(this.#nextSeq, entry.seq + 2);
  }

  /** What changed in each open topic since it was last told. */
  deltas(changes: ModelChanges, context: ModelContext, now: number): TopicDelta[] {
    const deltas: TopicDelta[] = [];
    for (const [text, entry] of this.#open) {
      if (!this.#model.isTouched(entry.topic, changes)) continue;
      const view = this.#model.render(entry.topic, context, now);
      const delta = diffView(entry.view, view);
      if (delta === null) continue;
      entry.view = view;
      entry.seq += 1;
      deltas.push({ topic: text, seq: entry.seq, delta });
    }
    return deltas;
  }
}
