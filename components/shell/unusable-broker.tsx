"use client";
// In place of every page when the broker URL names what cannot be watched: what is missing, why, and what to do.
import type { ReactNode } from "react";
import type { BrokerStatus } from "#lib/live/views.ts";
import { titleOf } from "#lib/routes.ts";
import { Copyable } from "../ui/copyable.tsx";
import { Page, PageHead } from "../ui/page.tsx";
import { unusableBroker as words } from "../words/shell.ts";
import { useClusterName } from "./clusters.ts";

/** Supported brokers, as it is given to `--broker`. */
const SUPPORTED = [
  ["Redis", "redis://host:6379/0", words.carriesAll],
  ["RabbitMQ", "amqp://user:password@host:5672/vhost", words.carriesAll],
  ["Amazon SQS", "sqs://key:secret@", words.carriesQueues],
] as const;
const CARD = "grid gap-2 rounded-lg border border-line bg-surface p-4 shadow-card";

export function UnusableBroker({ broker }: { readonly broker: BrokerStatus }): ReactNode {
  return (
    <Page>
      <title>{titleOf(words.title, useClusterName())}</title>
      <PageHead
        title={words.title}
        note={<span className="font-mono text-sm [overflow-wrap:anywhere]">{broker.url}</span>}
      />
      <section role="alert" aria-label={words.why} className={CARD}>
        <p className="max-w-[72ch] font-medium">{broker.problem?.text ?? words.badUrl}</p>
        <p className="max-w-[72ch] text-ink-2">{broker.problem?.remedy}</p>
      </section>
      <section aria-labelledby="supported" className={CARD}>
        <h2 id="supported" className="font-semibold">
          {words.supported}
        </h2>
        <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[auto_1fr]">
          {SUPPORTED.map(([name, url, what]) => (
            <div key={name} className="min-w-0 sm:contents">
              <dt className="font-medium">{name}</dt>
              <dd className="min-w-0 text-ink-2">
                <Copyable value={url} label={words.copyUrl(name)} className="font-mono text-ink text-sm" />
                <span className="block text-sm">{what}</span>
              </dd>
            </div>
          ))}
        </dl>
      </section>
    </Page>
  );
}
