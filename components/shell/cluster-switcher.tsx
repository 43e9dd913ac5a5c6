"use client";
// Which cluster is shown, and the way to the others. Only where there is more than one.
import { ChevronsUpDown, Circle, CircleSlash } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import type { ClustersAnswer } from "#lib/api/cluster-schemas.ts";
import { requestJson } from "../live/api.ts";
import { Button } from "../ui/button.tsx";
import { Menu, MenuRadio } from "../ui/menu.tsx";
import { shared } from "../words/shared.ts";
import { ofClusters, clusterSwitcher as words } from "../words/shell.ts";
import { goToCluster, useClusters } from "./clusters.ts";

type Row = ClustersAnswer["clusters"][number];

export function ClusterSwitcher(): ReactNode {
  const clusters = useClusters();
  const [open, setOpen] = useState(false);
  const rows = useRows(open);
  if (clusters === null) return null;
  const items = clusters.all.map((name) => ({ value: name, ...look(name, rows) }));
  return (
    <Menu
      align="start"
      onOpenChange={setOpen}
      trigger={
        <Button className="min-w-0 shrink" title={ofClusters.of(clusters.current)} data-cluster-switcher>
          <span className="sr-only">{words.title}</span>
          <span className="min-w-0 max-w-40 truncate max-sm:max-w-20">{clusters.current}</span>
          <ChevronsUpDown size={13} aria-hidden className="text-ink-3" />
        </Button>
      }
    >
      <MenuRadio
        label={ofClusters.title}
        value={clusters.current}
        onValueChange={(name) => name !== clusters.current && goToCluster(name, clusters)}
        items={items}
      />
    </Menu>
  );
}

/** How the clusters are, asked each time the menu opens; null until known. */
function useRows(open: boolean): readonly Row[] | null {
  const [rows, setRows] = useState<readonly Row[] | null>(null);
  useEffect(() => {
    if (!open) return;
    let wanted = true;
    void requestJson<ClustersAnswer>("/api/v1/clusters").then((answer) => {
      if (wanted && answer.ok) setRows(answer.value.clusters);
    });
    return () => {
      wanted = false;
    };
  }, [open]);
  return rows;
}

function look(
  name: string,
  rows: readonly Row[] | null,
): { readonly label: string; readonly icon: ReactNode } {
  const broker = rows?.find((row) => row.name === name)?.cluster?.broker;
  const state = broker?.state;
  if (state === "disconnected") {
    return {
      label: `${name} · ${broker?.final === true ? words.cannotWatch : shared.brokerUnreachable}`,
      icon: <CircleSlash size={12} aria-hidden className="text-bad" />,
    };
  }
  const tone = state === "connected" ? "text-success" : "text-ink-3";
  const label = state === "connecting" ? words.connecting(name) : name;
  return { label, icon: <Circle size={10} aria-hidden fill="currentColor" className={tone} /> };
}
