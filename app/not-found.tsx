// A path that leads nowhere.
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { ButtonLink } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { OVERVIEW_PATH } from "#lib/routes.ts";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound(): ReactNode {
  return (
    <EmptyState
      className="py-24"
      title="There is no page here"
      action={<ButtonLink href={OVERVIEW_PATH}>To the overview</ButtonLink>}
    >
      The address may be mistyped, or from another version of Umbel.
    </EmptyState>
  );
}
