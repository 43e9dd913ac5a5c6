"use client";
// A page that broke while being drawn. The rest of the frame, and the connection, go on.
import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { Copyable } from "#components/ui/copyable.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

interface ErrorPageProps {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}

export default function ErrorPage({ error, reset }: ErrorPageProps): ReactNode {
  return (
    <EmptyState
      heading
      className="py-24"
      icon={<TriangleAlert size={22} aria-hidden />}
      title="This page could not be shown"
      action={<Button onClick={reset}>Try again</Button>}
    >
      <p>This is a bug in Umbel, not in your cluster. If it happens again, please report this message:</p>
      <p className="mt-2 font-mono text-sm">
        <Copyable value={error.message} />
      </p>
    </EmptyState>
  );
}
