// The topics somebody watches, each with the view and the seq last told. Identical topics are rendered once per tick.
// Invariant (engine contract): a snapshot at n and the deltas n+1..m make the snapshot at m.

import type { ClusterModel } from "#lib/live/cluster-model.ts";
import { diffView } from "#lib/live/diff-view.ts";
import type { ModelChanges, ModelContext } from "#lib/live/model.ts";
import { parseTopic } from "#lib/live/parse-topic.ts";
import type { Topic } from "#lib/live/topics.ts";
import type { Delta, Snapshot, TopicDelta, View } from "#lib/live/view.ts";
import { bad, ok, type Result } from "#lib/result.ts";
import type { Faults } from "./faults.ts";

const MAX_OPEN = 10_000;

interface OpenTopic {
  readonly topic: Topic;
  opens: number;
  seq: number;
  view: View;
  /** The last rendering failed: what it would have told is still to be told. */
  behind: boolean;
}

export class OpenTopics {
  readonly #model: ClusterModel;
  readonly #faults: Faults;
  readonly #open = new Map<string, OpenTopic>();
  /** Where the next topic's seqs begin: never where an older stream of the same topic ended. */
  #nextSeq: number;

  constructor(model: ClusterModel, firstSeq: number, faults: Faults) {
    this.#model = model;
    this.#faults = faults;
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
    const view = this.#faults.guard("render", () => this.#model.render(topic.value, context, now), null);
    if (view === null) return bad("topic", "it cannot be drawn; Umbel's log has the reason");
    const entry = { topic: topic.value, opens: 1, seq: this.#nextSeq, view, behind: false };
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

  /** What changed in each open topic since it was last told. One that cannot be drawn is left out, and tried again. */
  deltas(changes: ModelChanges, context: ModelContext, now: number): TopicDelta[] {
    const deltas: TopicDelta[] = [];
    for (const [text, entry] of this.#open) {
      try {
        if (!entry.behind && !this.#model.isTouched(entry.topic, changes)) continue;
        entry.behind = true;
        const delta = this.#advance(entry, context, now);
        entry.behind = false;
        if (delta !== null) deltas.push({ topic: text, seq: entry.seq, delta });
      } catch (error) {
        this.#faults.note("render", error);
      }
    }
    return deltas;
  }

  #advance(entry: OpenTopic, context: ModelContext, now: number): Delta | null {
    const view = this.#model.render(entry.topic, context, now);
    const delta = diffView(entry.view, view);
    if (delta === null) return null;
    entry.view = view;
    entry.seq += 1;
    return delta;
  }
}
