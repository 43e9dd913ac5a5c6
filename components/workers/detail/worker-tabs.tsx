"use client";
// What the worker runs and how it is set up, in tabs; each answer says how old it is, and its own errors.
import type { ReactNode } from "react";
import type { TaskRow } from "#lib/tasks/task.ts";
import type { WorkerInspection } from "#lib/workers/inspect.ts";
import type { WorkerRow } from "#lib/workers/worker.ts";
import { Segmented } from "../../ui/segmented.tsx";
import { TabPanel, Tabs } from "../../ui/tabs.tsx";
import { shared } from "../../words/shared.ts";
import { workerTabs as words } from "../../words/workers-detail.ts";
import { ConfPanel } from "./conf-panel.tsx";
import { DiagnosticsPanel } from "./diagnostics-panel.tsx";
import { InspectedPart } from "./inspected-part.tsx";
import { poolLimitText } from "./limits.ts";
import { LimitsPanel } from "./limits-panel.tsx";
import { busyRequests, type Slots } from "./merge-slots.ts";
import { PoolPanel } from "./pool-panel.tsx";
import { QueuesPanel } from "./queues-panel.tsx";
import { RecentTable } from "./recent-table.tsx";
import { RequestsTable } from "./requests-table.tsx";
import { RevokedList } from "./revoked-list.tsx";
import { ScheduledTable } from "./scheduled-table.tsx";
import { SearchField } from "./search-field.tsx";
import { SystemPanel } from "./system-panel.tsx";
import {
  isTaskView,
  type TaskView,
  tabEntries,
  tabOf,
  taskEntries,
  viewOf,
  type WorkerView,
} from "./tabs.ts";

/** docs/protocol/control.md D1: a reply it cannot write makes such a worker deaf to every later command. */
const NOT_ASKED = words.notAsked;

export interface WorkerTabsProps {
  readonly worker: WorkerRow;
  readonly inspection: WorkerInspection | null;
  readonly recent: readonly TaskRow[];
  readonly slots: Slots;
  readonly view: WorkerView;
  readonly onView: (view: WorkerView) => void;
  readonly find: string;
  readonly onFind: (text: string) => void;
}

export function WorkerTabs(props: WorkerTabsProps): ReactNode {
  const { inspection, view, onView } = props;
  const tab = tabOf(view);
  return (
    <section
      className="min-w-0 rounded-lg border border-line bg-surface shadow-card"
      aria-label={shared.details}
    >
      <Tabs
        label={shared.details}
        value={tab}
        onValueChange={(next) => onView(viewOf(next))}
        items={tabEntries(inspection)}
      >
        <TabPanel value={tab}>
          {isTaskView(view) ? <TasksPanel {...props} view={view} /> : <SetupPanel {...props} view={view} />}
        </TabPanel>
      </Tabs>
    </section>
  );
}

type Of<V extends WorkerView> = Omit<WorkerTabsProps, "view"> & { readonly view: V };

function TasksPanel(props: Of<TaskView>): ReactNode {
  const { inspection, slots, view, onView } = props;
  return (
    <>
      <div className="overflow-x-auto px-4 pt-3 pb-1 [scrollbar-width:none]">
        <Segmented
          label={words.whichTasks}
          value={view}
          onValueChange={onView}
          items={taskEntries(inspection, slots.busy.length)}
        />
      </div>
      <TasksOfView {...props} />
    </>
  );
}

function TasksOfView(props: Of<TaskView>): ReactNode {
  const { worker, inspection, recent, view, find, onFind } = props;
  switch (view) {
    case "recent":
      return <RecentTable tasks={recent} worker={worker} />;
    case "active":
      return <ActivePanel {...props} />;
    case "reserved":
      return (
        <InspectedPart
          part={inspection?.reserved ?? null}
          worker={worker}
          what={words.reserved}
          asked="often"
          hint={NOT_ASKED}
        >
          {(requests) => <RequestsTable kind="reserved" requests={requests} worker={worker} />}
        </InspectedPart>
      );
    case "scheduled":
      return (
        <InspectedPart
          part={inspection?.scheduled ?? null}
          worker={worker}
          what={words.scheduled}
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
          what={words.revoked}
          asked="often"
          tools={<SearchField label={words.findId} value={find} onChange={onFind} />}
        >
          {(ids) => <RevokedList ids={ids} find={find} />}
        </InspectedPart>
      );
  }
}

/** The tasks of its busy processes: as it answered, and as its events have told since. */
function ActivePanel({ worker, inspection, recent, slots }: WorkerTabsProps): ReactNode {
  const part = inspection?.active ?? null;
  const table = (
    <RequestsTable kind="active" requests={busyRequests(slots, inspection, recent)} worker={worker} />
  );
  if (part === null && slots.busy.length > 0) return table;
  return (
    <InspectedPart
      part={part}
      worker={worker}
      what={words.active}
      asked="often"
      tools={<span className="text-ink-3 text-sm">{words.activeSince}</span>}
    >
      {() => table}
    </InspectedPart>
  );
}

function SetupPanel(props: Of<Exclude<WorkerView, TaskView>>): ReactNode {
  const { worker, inspection, view, find, onFind } = props;
  const search = (label: string) => <SearchField label={label} value={find} onChange={onFind} />;
  const stats = inspection?.stats ?? null;
  switch (view) {
    case "queues":
      return (
        <InspectedPart
          part={inspection?.activeQueues ?? null}
          worker={worker}
          what={words.queues}
          asked="seldom"
        >
          {(queues) => <QueuesPanel queues={queues} worker={worker} />}
        </InspectedPart>
      );
    case "limits":
      return (
        <InspectedPart
          part={inspection?.registered ?? null}
          worker={worker}
          what={words.limits}
          asked="seldom"
          tools={search(words.findTask)}
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
        <InspectedPart part={stats} worker={worker} what={words.pool} asked="often">
          {(value) => <PoolPanel stats={value} inspection={inspection} worker={worker} />}
        </InspectedPart>
      );
    case "system":
      return (
        <InspectedPart part={stats} worker={worker} what={words.system} asked="often">
          {(value) => <SystemPanel stats={value} />}
        </InspectedPart>
      );
    case "conf":
      return (
        <InspectedPart
          part={inspection?.conf ?? null}
          worker={worker}
          what={words.configuration}
          asked="seldom"
          tools={
            <>
              <span className="text-ink-3 text-sm max-md:hidden">{settings(inspection)}</span>
              {search(words.findSetting)}
            </>
          }
        >
          {(conf) => <ConfPanel conf={conf} find={find} />}
        </InspectedPart>
      );
    case "diagnostics":
      return <DiagnosticsPanel worker={worker} />;
  }
}

function settings(inspection: WorkerInspection | null): string {
  const conf = inspection?.conf?.value;
  return conf ? words.settingsDiffer(Object.keys(conf).length) : "";
}
