// Tests only: a model driven as the engine drives it, with a clock that moves when told.
import type { TaskEvent, WorkerEvent } from "../events/event.ts";
import { ClusterModel } from "./cluster-model.ts";
import { contextOf, failLoudly } from "./context.test-helper.ts";
import type { EngineTopic } from "./model.ts";
import type { ViewOf } from "./topics.ts";
import type { OverviewView } from "./views.ts";

export const START = 1_700_000_000_000;

export class Drive {
  now = START;
  readonly model;

  constructor(maxTasks = 1_000) {
    this.model = new ClusterModel({ maxTasks, maxWorkers: 10 });
  }

  beat(hostname: string, fields: Partial<WorkerEvent> = {}): void {
    const at = fields.at ?? this.now;
    const usual = {
      kind: "worker",
      subject: "heartbeat",
      hostname,
      pid: 1,
      clock: 1,
      freqSeconds: 2,
    } as const;
    this.model.applyEvent({ ...usual, ...fields, at }, this.now);
  }

  task(uuid: string, subject: string, fields: Partial<TaskEvent> = {}): void {
    const usual = {
      kind: "task",
      subject,
      uuid,
      hostname: "celery@a",
      at: this.now,
      pid: 1,
      clock: 1,
    } as const;
    this.model.applyEvent({ ...usual, ...fields }, this.now);
  }

  /** Lets the seconds pass, a tick and a look for what is wrong each, with heartbeats of these workers. */
  pass(seconds: number, ...alive: string[]): void {
    for (let second = 0; second < seconds; second += 1) {
      this.now += 1_000;
      for (const hostname of alive) this.beat(hostname);
      this.model.expire(this.now);
      this.model.judge(contextOf(), this.now, failLoudly);
    }
  }

  view<K extends EngineTopic["kind"]>(
    topic: Extract<EngineTopic, { kind: K }>,
    context = contextOf(),
  ): ViewOf[K] {
    this.model.judge(context, this.now, failLoudly);
    // render answers the view of the topic's kind.
    return this.model.render(topic, context, this.now) as ViewOf[K];
  }

  overview(): OverviewView {
    return this.view<"overview">({ kind: "overview", range: "15m" });
  }

  findings(): string[] {
    return this.overview().lists.findings.map(({ subject, text }) => `${subject} ${text}`);
  }
}
