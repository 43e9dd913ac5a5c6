"use client";
// A page that broke while being drawn. The rest of the frame, and the connection, go on.
import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { Copyable } from "#components/ui/copyable.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { errorPage as words } from "#components/words/app.ts";

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
      title={words.title}
      action={<Button onClick={reset}>{words.tryAgain}</Button>}
    >
      <p>{words.whatToDo}</p>
      <p className="mt-2 font-mono text-sm">
        <Copyable value={error.message} />
      </p>
    </EmptyState>
  );
}
