// The topics of one side that somebody watches, each with the view and the seq last told. Whoever watches the same topic
// shares one rendering. Invariant (engine contract): a snapshot at n and the deltas n+1..m make the snapshot at m.
import { bad, ok, type Result } from "../result.ts";
import { diffView } from "./diff-view.ts";
import { parseTopic } from "./parse-topic.ts";
import { isRenderedBy, type KindBy, type Side, type TopicOf } from "./topics.ts";
import type { Delta, Snapshot, TopicDelta, View } from "./view.ts";

const MAX_OPEN = 10_000;

/** `Moment`: what a rendering is made of beside the topic. */
interface Source<T, Changes, Moment extends readonly unknown[]> {
  isTouched(topic: T, changes: Changes): boolean;
  render(topic: T, ...moment: Moment): View;
}

export interface OpenTopicsOptions<S extends Side> {
  readonly side: S;
  /** Where seqs begin; 1 by default. */
  readonly firstSeq?: number | undefined;
  /** A topic could not be rendered. */
  readonly onError: (error: unknown) => void;
}

interface OpenTopic<T> {
  readonly topic: T;
  opens: number;
  seq: number;
  view: View;
  /** The last rendering failed: what it would have told is still to be told. */
  behind: boolean;
}

export class OpenTopics<S extends Side, Changes, Moment extends readonly unknown[]> {
  readonly #source: Source<TopicOf<KindBy<S>>, Changes, Moment>;
  readonly #options: OpenTopicsOptions<S>;
  readonly #open = new Map<string, OpenTopic<TopicOf<KindBy<S>>>>();
  /** Where the next topic's seqs begin: never where an older stream of the same topic ended. */
  #nextSeq: number;

  constructor(source: Source<TopicOf<KindBy<S>>, Changes, Moment>, options: OpenTopicsOptions<S>) {
    this.#source = source;
    this.#options = options;
    this.#nextSeq = options.firstSeq ?? 1;
  }

  get size(): number {
    return this.#open.size;
  }

  /** Those of one kind. */
  of<K extends KindBy<S>>(kind: K): TopicOf<K>[] {
    const found: TopicOf<K>[] = [];
    for (const { topic } of this.#open.values()) if (topic.kind === kind) found.push(topic as TopicOf<K>);
    return found;
  }

  open(text: string, ...moment: Moment): Result<Snapshot, "topic"> {
    const known = this.#open.get(text);
    if (known !== undefined) {
      known.opens += 1;
      return ok({ seq: known.seq, view: known.view });
    }
    if (this.#open.size >= MAX_OPEN) return bad("topic", "too many topics are open");
    const parsed = parseTopic(text);
    if (!parsed.ok) return parsed;
    const topic = parsed.value;
    if (!isRenderedBy(this.#options.side, topic)) return bad("topic", `unknown topic ${topic.kind}`);
    try {
      const view = this.#source.render(topic, ...moment);
      this.#open.set(text, { topic, opens: 1, seq: this.#nextSeq, view, behind: false });
      return ok({ seq: this.#nextSeq, view });
    } catch (error) {
      this.#options.onError(error);
      return bad("topic", "it cannot be drawn; Umbel's log has the reason");
    }
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
  deltas(changes: Changes, ...moment: Moment): TopicDelta[] {
    const deltas: TopicDelta[] = [];
    for (const [text, entry] of this.#open) {
      try {
        if (!entry.behind && !this.#source.isTouched(entry.topic, changes)) continue;
        entry.behind = true;
        const delta = this.#advance(entry, moment);
        entry.behind = false;
        if (delta !== null) deltas.push({ topic: text, seq: entry.seq, delta });
      } catch (error) {
        this.#options.onError(error);
      }
    }
    return deltas;
  }

  #advance(entry: OpenTopic<TopicOf<KindBy<S>>>, moment: Moment): Delta | null {
    const view = this.#source.render(entry.topic, ...moment);
    const delta = diffView(entry.view, view);
    if (delta === null) return null;
    entry.view = view;
    entry.seq += 1;
    return delta;
  }
}
