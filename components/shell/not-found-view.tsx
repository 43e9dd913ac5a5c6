"use client";
// A path that leads nowhere, or to a cluster that is not watched.
import type { ReactNode } from "react";
import { OVERVIEW_PATH } from "#lib/routes.ts";
import { ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { useShown } from "./shown.ts";

export function NotFoundView(): ReactNode {
  const shown = useShown();
  if (shown === null) return null;
  const { unknown, clusters } = shown;
  return (
    <EmptyState
      heading
      className="py-24"
      title={unknown !== null ? `No cluster called ${unknown}` : "Page not found"}
      action={<ButtonLink href={OVERVIEW_PATH}>Go to Overview</ButtonLink>}
    >
      {unknown !== null && clusters.length > 0
        ? `This Umbel watches ${clusters.join(", ")}. Choose one at the top of the page.`
        : "The address may be mistyped, or belong to another version of Umbel."}
    </EmptyState>
  );
}
