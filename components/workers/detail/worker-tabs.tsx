"use client";
// Everything `inspect` told, one tab per question; each says how old its answer is, and its own errors.
import type { ReactNode } from "react";
import { plural } from "#lib/format/number.ts";
import type { TaskRow } from "#lib/tasks/task.ts";
import type { WorkerInspection } from "#lib/workers/inspect.ts";
import type { WorkerRow } from "#lib/workers/worker.ts";
import { TabPanel, Tabs } from "../../ui/tabs.tsx";
import { ConfPanel } from "./conf-panel.tsx";
import { DiagnosticsPanel } from "./diagnostics-panel.tsx";
import { InspectedPart } from "./inspected-part.tsx";
import { poolLimitText } from "./limits.ts";
import { LimitsPanel } from "./limits-panel.tsx";
import { PoolPanel } from "./pool-panel.tsx";
import { QueuesPanel } from "./queues-panel.tsx";
import { RecentTable } from "./recent-table.tsx";
import { RequestsTable } from "./requests-table.tsx";
import { RevokedList } from "./revoked-list.tsx";
import { ScheduledTable } from "./scheduled-table.tsx";
import { SearchField } from "./search-field.tsx";
import { SystemPanel } from "./system-panel.tsx";
import { tabEntries, type WorkerTab } from "./tabs.ts";

/** docs/protocol/control.md D1: a reply it cannot write makes such a worker deaf to every later command. */
const NOT_ASKED =
  "This is not asked of a worker that accepts pickle but answers in another format, nor before its configuration is known.";

export interface WorkerTabsProps {
  readonly worker: WorkerRow;
  readonly inspection: WorkerInspection | null;
  readonly recent: readonly TaskRow[];
  readonly tab: WorkerTab;
  readonly onTab: (tab: WorkerTab) => void;
  readonly find: string;
  readonly onFind: (text: string) => void;
}

export function WorkerTabs(props: WorkerTabsProps): ReactNode {
  const { worker, inspection, tab, onTab } = props;
  return (
    <section className="min-w-0 rounded-lg border border-line bg-surface shadow-card" aria-label="Details">
      <Tabs label="Details" value={tab} onValueChange={onTab} items={tabEntries(inspection)}>
        <TabPanel value={tab}>
          <Panel {...props} worker={worker} />
        </TabPanel>
      </Tabs>
    </section>
  );
}

function Panel(props: WorkerTabsProps): ReactNode {
  const { worker, inspection, recent, tab, find, onFind } = props;
  const search = (label: string) => <SearchField label={label} value={find} onChange={onFind} />;
  switch (tab) {
    case "recent":
      return <RecentTable tasks={recent} worker={worker} />;
    case "active":
    case "reserved":
      return (
        <InspectedPart
          part={inspection?.[tab] ?? null}
          worker={worker}
          what={`${tab} tasks`}
          asked="often"
          {...(tab === "reserved" && { hint: NOT_ASKED })}
        >
          {(requests) => <RequestsTable kind={tab} requests={requests} worker={worker} />}
        </InspectedPart>
      );
    case "scheduled":
      return (
        <InspectedPart
          part={inspection?.scheduled ?? null}
          worker={worker}
          what="scheduled tasks"
          asked="often"
          hint={NOT_ASKED}
        >
          {(scheduled) => <ScheduledTable scheduled={scheduled} />}
        </InspectedPart>
      );
    case "revoked":
      return (
        <InspectedPart
          part={inspection?.revoked ?? null}
          worker={worker}
          what="revoked tasks"
          asked="often"
          tools={search("Find an id")}
        >
          {(ids) => <RevokedList ids={ids} find={find} />}
        </InspectedPart>
      );
    case "queues":
      return (
        <InspectedPart
          part={inspection?.activeQueues ?? null}
          worker={worker}
          what="the queues it consumes"
          asked="seldom"
        >
          {(queues) => <QueuesPanel queues={queues} worker={worker} />}
        </InspectedPart>
      );
    case "diagnostics":
      return <DiagnosticsPanel worker={worker} />;
    default:
      return <SetupPanel {...props} tab={tab} search={search} />;
  }
}

/** The tabs about how the worker is set up rather than what it does. */
function SetupPanel(
  props: WorkerTabsProps & {
    readonly tab: "limits" | "pool" | "system" | "conf";
    readonly search: (label: string) => ReactNode;
  },
): ReactNode {
  const { worker, inspection, tab, find, search } = props;
  const stats = inspection?.stats ?? null;
  switch (tab) {
    case "limits":
      return (
        <InspectedPart
          part={inspection?.registered ?? null}
          worker={worker}
          what="its tasks and their limits"
          asked="seldom"
          tools={search("Find a task name")}
        >
          {(registered) => (
            <LimitsPanel
              registered={registered}
              worker={worker}
              find={find}
              fallback={stats?.value ? poolLimitText(stats.value) : null}
            />
          )}
        </InspectedPart>
      );
    case "pool":
      return (
        <InspectedPart part={stats} worker={worker} what="its pool" asked="often">
          {(value) => <PoolPanel stats={value} inspection={inspection} worker={worker} />}
        </InspectedPart>
      );
    case "system":
      return (
        <InspectedPart part={stats} worker={worker} what="what it uses" asked="often">
          {(value) => <SystemPanel stats={value} />}
        </InspectedPart>
      );
    case "conf":
      return (
        <InspectedPart
          part={inspection?.conf ?? null}
          worker={worker}
          what="its configuration"
          asked="seldom"
          tools={
            <>
              <span className="text-ink-3 text-sm max-md:hidden">{settings(inspection)}</span>
              {search("Find a setting")}
            </>
          }
        >
          {(conf) => <ConfPanel conf={conf} find={find} />}
        </InspectedPart>
      );
  }
}

function settings(inspection: WorkerInspection | null): string {
  const conf = inspection?.conf?.value;
  return conf ? `${plural(Object.keys(conf).length, "setting")} differ from Celery's defaults` : "";
}
