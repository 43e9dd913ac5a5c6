// A path that leads nowhere, or to a cluster that is not watched.
import type { Metadata } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { ButtonLink } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { readClusterHeaders } from "#lib/api/cluster-headers.ts";
import { OVERVIEW_PATH } from "#lib/routes.ts";

export const metadata: Metadata = { title: "Not found" };

export default async function NotFound(): Promise<ReactNode> {
  const sent = await headers();
  const { cluster, all } = readClusterHeaders((name) => sent.get(name));
  const unknown = cluster !== null && !all.includes(cluster);
  return (
    <EmptyState
      heading
      className="py-24"
      title={unknown ? `No cluster called ${cluster}` : "Page not found"}
      action={<ButtonLink href={OVERVIEW_PATH}>Go to Overview</ButtonLink>}
    >
      {unknown && all.length > 0
        ? `This Umbel watches ${all.join(", ")}. Choose one at the top of the page.`
        : "The address may be mistyped, or belong to another version of Umbel."}
    </EmptyState>
  );
}
