"use client";
// What stands above every page: that this is a demo, that the broker is away, why, and when it is tried again, or what a
// connected one cannot do.
import { FlaskConical, Unplug } from "lucide-react";
import type { ReactNode } from "react";
import { formatWhen } from "#lib/format/time.ts";
import type { BrokerStatus } from "#lib/live/views.ts";
import { useWallClock } from "../live/use-now.ts";
import { useZone } from "../live/use-zone.ts";
import { Copyable } from "../ui/copyable.tsx";
import { shared } from "../words/shared.ts";
import { banners as words } from "../words/shell.ts";
import { useFrame } from "./use-frame.ts";

const CONNECT = "npm start -- --broker redis://localhost:6379/0";

/** `demo`: known from the first paint, so that the banner moves nothing when the first picture comes. */
export function Banners({ demo }: { readonly demo: boolean }): ReactNode {
  const frame = useFrame();
  if (frame === null) return demo ? <Demo /> : null;
  // What cannot be watched at all is told by the page itself.
  if (frame.broker.final === true) return null;
  if (frame.broker.state === "disconnected" || frame.broker.problem !== null)
    return <BrokerTrouble broker={frame.broker} />;
  return demo ? <Demo /> : null;
}

function Demo(): ReactNode {
  return (
    <aside
      aria-label={words.demoTitle}
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-b bg-sunken px-3.5 py-1.5 text-ink-2 md:px-5"
    >
      <span>
        <FlaskConical size={14} aria-hidden className="mr-2 inline align-[-2px] text-accent" />
        <b className="font-semibold text-ink">{words.demo[0]}</b>
        {words.demo[1]}
      </span>
      <Copyable value={CONNECT} label={shared.copyCommand} className="font-mono text-ink text-sm" />
    </aside>
  );
}

function BrokerTrouble({ broker }: { readonly broker: BrokerStatus }): ReactNode {
  const now = useWallClock();
  const zone = useZone();
  const left = broker.nextRetryAt === null ? null : broker.nextRetryAt - now;
  return (
    <div
      role="alert"
      className="flex items-start gap-3 border-line border-b bg-bad-soft px-3.5 py-2 md:px-5"
      data-banner="broker"
    >
      <Unplug size={16} aria-hidden className="mt-px shrink-0 text-bad" />
      <div className="grid min-w-0 gap-0.5">
        <p>
          <b className="font-semibold text-bad">{broker.problem?.text ?? words.brokerGone}</b>{" "}
          <span className="font-mono text-ink-2 text-sm [overflow-wrap:anywhere]">{broker.url}</span>
        </p>
        <p className="text-ink-2">
          {broker.problem !== null && `${broker.problem.remedy} `}
          {broker.state !== "connected" && (
            <>
              {words.dataFrom(formatWhen(broker.since, now, zone), left)}
              {broker.attempt > 0 && words.attempts(broker.attempt)}.
            </>
          )}
        </p>
      </div>
    </div>
  );
}
