"use client";
// Where the palette leads: pages, clusters, workers, queues, task names. The lists are watched while it is open.
import { Boxes, Layers, ListTree, Server } from "lucide-react";
import type { ReactNode } from "react";
import { formatCompact } from "#lib/format/number.ts";
import { queuePath, tasksPath, workerPath } from "#lib/routes.ts";
import { useTopic } from "../live/use-topic.ts";
import { cn } from "../ui/cn.ts";
import { pages } from "../words/shared.ts";
import { ofClusters } from "../words/shell.ts";
import { palettePlaces as words } from "../words/shell-parts.ts";
import { goToCluster, useClusters } from "./clusters.ts";
import { NAV_ENTRIES } from "./nav-entries.ts";
import { headingOf, MOST } from "./palette-entries.ts";
import { PaletteGroup } from "./palette-group.tsx";

const WORKERS = { kind: "workers" } as const;
const QUEUES = { kind: "queues" } as const;
const LAST_HOUR = { kind: "overview", range: "1h" } as const;

interface Part {
  readonly onClose: () => void;
}

export function Pages({ onClose }: Part): ReactNode {
  const items = NAV_ENTRIES.map(({ href, label, icon, key }) => ({
    key: href,
    value: words.goToPage(label),
    icon,
    label,
    keys: ["g", key],
    go: href,
  }));
  return <PaletteGroup heading={words.goTo} items={items} onClose={onClose} />;
}

export function Clusters({ onClose }: Part): ReactNode {
  const clusters = useClusters();
  if (clusters === null) return null;
  const others = clusters.all.filter((name) => name !== clusters.current);
  const items = others.map((name) => ({
    key: name,
    value: ofClusters.of(name),
    icon: Boxes,
    label: name,
    go: () => goToCluster(name, clusters),
  }));
  return <PaletteGroup heading={ofClusters.title} items={items} onClose={onClose} />;
}

export function Workers({ onClose }: Part): ReactNode {
  const workers = useTopic(WORKERS).view?.lists.workers ?? [];
  const items = workers.slice(0, MOST).map(({ key, status }) => ({
    key,
    value: key,
    icon: Server,
    label: (
      <>
        {key}
        <Detail bad={status === "lost"}>{status}</Detail>
      </>
    ),
    go: workerPath(key),
  }));
  return <PaletteGroup heading={headingOf(pages.workers, workers.length)} items={items} onClose={onClose} />;
}

export function Queues({ onClose }: Part): ReactNode {
  const view = useTopic(QUEUES).view;
  const items = (view?.lists.queues ?? []).slice(0, MOST).map(({ key, depth }) => ({
    key,
    value: words.queueSearch(key),
    icon: Layers,
    label: (
      <>
        <span className="truncate">{key}</span>
        <Detail>{depth === null ? "" : words.waiting(depth)}</Detail>
      </>
    ),
    go: queuePath(key),
  }));
  return (
    <PaletteGroup heading={headingOf(pages.queues, view?.info.total ?? 0)} items={items} onClose={onClose} />
  );
}

export function Names({ onClose }: Part): ReactNode {
  const names = useTopic(LAST_HOUR).view?.lists.names ?? [];
  const items = names.slice(0, MOST).map(({ key, count }) => ({
    key,
    value: key,
    icon: ListTree,
    label: (
      <>
        <span className="truncate">{key}</span>
        <Detail>{formatCompact(count)}</Detail>
      </>
    ),
    go: tasksPath({ name: key }),
  }));
  return <PaletteGroup heading={words.tasksNamed} items={items} onClose={onClose} />;
}

function Detail({ bad = false, children }: { readonly bad?: boolean; readonly children: string }): ReactNode {
  return <span className={cn("ml-auto text-sm", bad ? "text-bad" : "text-ink-3")}>{children}</span>;
}
