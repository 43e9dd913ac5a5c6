"use client";
// The clusters this Umbel watches, where there is more than one, and going to another. That loads a new document, so
// that nothing remembered of one cluster is taken for another's.
import { createContext, useContext } from "react";
import { clusterBase, OVERVIEW_PATH, splitPath, under } from "#lib/routes.ts";
import { isCurrent, NAV_ENTRIES } from "./nav-entries.ts";

export interface ClusterChoice {
  readonly current: string;
  /** In the order of the configuration; the first has no prefix. */
  readonly all: readonly string[];
}

/** null: there is only one, and nobody needs to hear of it. */
export const ClustersContext = createContext<ClusterChoice | null>(null);

export function useClusters(): ClusterChoice | null {
  return useContext(ClustersContext);
}

/** null as above. */
export function useClusterName(): string | null {
  return useClusters()?.current ?? null;
}

/** The same page of another cluster; what is about one task or worker leads to the page that lists them. */
export function goToCluster(name: string, { all }: ClusterChoice): void {
  window.location.assign(pageOf(name, all, window.location.pathname));
}

export function pageOf(name: string, all: readonly string[], here: string): string {
  const { path } = splitPath(here);
  const page = NAV_ENTRIES.find((entry) => isCurrent(entry, path))?.href ?? OVERVIEW_PATH;
  return under(clusterBase(name === all[0] ? null : name), page);
}
