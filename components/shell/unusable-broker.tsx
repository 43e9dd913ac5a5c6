"use client";
// In place of every page when the broker URL names what cannot be watched: what is missing, why, and what to do.
import { Unplug } from "lucide-react";
import type { ReactNode } from "react";
import type { BrokerStatus } from "#lib/live/views.ts";
import { Copyable } from "../ui/copyable.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Page, PageHead } from "../ui/page.tsx";

/** What Umbel can watch, as it is given to it. */
const SUPPORTED = [
  ["Redis", "redis://host:6379/0", "tasks, workers, queues, live"],
  ["RabbitMQ", "amqp://user:password@host:5672/vhost", "tasks, workers, queues, live"],
  ["Amazon SQS", "sqs://key:secret@", "queues only: it carries no events"],
] as const;

export function UnusableBroker({ broker }: { readonly broker: BrokerStatus }): ReactNode {
  return (
    <Page>
      <PageHead title="This broker cannot be watched" />
      <section role="alert" aria-label="Why" className="rounded-lg border border-line bg-surface shadow-card">
        <EmptyState
          icon={<Unplug size={22} aria-hidden />}
          title={broker.problem?.text ?? "The broker URL is not usable."}
        >
          <p className="font-mono text-sm [overflow-wrap:anywhere]">{broker.url}</p>
          <p className="mt-2">{broker.problem?.remedy}</p>
        </EmptyState>
      </section>
      <section
        aria-labelledby="supported"
        className="rounded-lg border border-line bg-surface p-4 shadow-card"
      >
        <h2 id="supported" className="font-semibold">
          What Umbel can watch
        </h2>
        <dl className="mt-2 grid gap-x-6 gap-y-2 sm:grid-cols-[auto_1fr]">
          {SUPPORTED.map(([name, url, what]) => (
            <div key={name} className="contents">
              <dt className="font-medium">{name}</dt>
              <dd className="text-ink-2">
                <Copyable
                  value={`npm start -- --broker ${url}`}
                  label={`Copy the command for ${name}`}
                  className="font-mono text-ink text-sm"
                />
                <span className="block text-sm">{what}</span>
              </dd>
            </div>
          ))}
        </dl>
      </section>
    </Page>
  );
}
