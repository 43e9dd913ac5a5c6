"use client";
// A path that leads nowhere, or to a cluster that is not watched.
import type { ReactNode } from "react";
import { OVERVIEW_PATH } from "#lib/routes.ts";
import { ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { notFoundView as words } from "../words/shell-parts.ts";
import { useShown } from "./shown.ts";

export function NotFoundView(): ReactNode {
  const shown = useShown();
  if (shown === null) return null;
  const { unknown, clusters } = shown;
  return (
    <EmptyState
      heading
      className="py-24"
      title={unknown !== null ? words.noCluster(unknown) : words.title}
      action={<ButtonLink href={OVERVIEW_PATH}>{words.goToOverview}</ButtonLink>}
    >
      {unknown !== null && clusters.length > 0 ? words.chooseOf(clusters) : words.why}
    </EmptyState>
  );
}
