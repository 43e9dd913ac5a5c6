"use client";
import { memo, type ReactNode } from "react";
import { type ListedQueue, sameListed } from "#lib/live/queue-order.ts";
import { ratesText } from "#lib/queues/words.ts";
import { queuePath } from "#lib/routes.ts";
import { Sparkline } from "../../charts/sparkline.tsx";
// Queues on a phone: how much waits and what is wrong first, the rest in one line.
import { Link } from "../../ui/link.tsx";
import { Consumers, Depth, Drain, Oldest, TroubleBadge } from "../../ui/queue-cells.tsx";
import { Steps } from "../../ui/steps.tsx";
import { placeKey } from "../../ui/use-held-order.ts";
import { queueCard as texts } from "../../words/queues.ts";
import { ofQueues, pages } from "../../words/shared.ts";
import { QueueMenu } from "./queue-menu.tsx";

export function QueueCards({ queues }: { readonly queues: readonly ListedQueue[] }): ReactNode {
  return (
    <ul aria-label={pages.queues}>
      <Steps items={queues} more={(button) => <li className="px-4 py-2">{button}</li>}>
        {(listed, place) => <QueueCard key={placeKey(place, listed.queue.key)} {...listed} />}
      </Steps>
    </ul>
  );
}

const QueueCard = memo(function QueueCard({ queue, trouble, note }: ListedQueue): ReactNode {
  const { key, recent, waitP95Ms, unacked, scheduled } = queue;
  const rates = ratesText(queue);
  const facts = [
    rates === null ? null : texts.rates(rates),
    waitP95Ms === null ? null : texts.wait(waitP95Ms),
    unacked === null ? null : texts.unacked(unacked),
    scheduled === null ? null : texts.scheduled(scheduled),
  ].filter((fact) => fact !== null);
  return (
    <li className="grid gap-1.5 border-line border-b px-4 py-2.5 last:border-b-0" data-queue={key}>
      <div className="flex min-w-0 items-center gap-2">
        <Link
          href={queuePath(key)}
          className="min-w-0 flex-1 font-medium [overflow-wrap:anywhere] hover:underline"
        >
          {key}
        </Link>
        <TroubleBadge trouble={trouble} />
        <QueueMenu queue={queue} />
      </div>
      {note !== null && <p className="text-ink-2 text-sm [overflow-wrap:anywhere]">{note}</p>}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span>
          <b className="font-semibold">
            <Depth queue={queue} />
          </b>{" "}
          <span className="text-ink-3">{texts.waiting}</span>
        </span>
        <Sparkline
          values={recent}
          label={ofQueues.depthOf(key)}
          tone={trouble?.level === "bad" ? "bad" : "quiet"}
        />
        <span className="text-ink-2 text-sm">
          {texts.consumers}
          <Consumers queue={queue} />
        </span>
      </div>
      <div className="flex flex-wrap gap-x-3 text-ink-2 text-sm">
        <span>
          {texts.oldest}
          <Oldest queue={queue} />
        </span>
        <span>
          {texts.drains}
          <Drain queue={queue} />
        </span>
        {facts.map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
      </div>
    </li>
  );
}, sameListed);
