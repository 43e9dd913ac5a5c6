"use client";
// Stops a batch that runs, resumes one that was interrupted. What was done stays done.
import { type ReactNode, useState } from "react";
import { type Batch, isOver } from "#lib/batches/batch.ts";
import { BATCHES_PATH } from "#lib/routes.ts";
import { useLacking } from "../control/use-forbidden.ts";
import { requestJson } from "../live/api.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { toast } from "../ui/toast.ts";
import { batchActions as words } from "../words/batches.ts";
import { shared } from "../words/shared.ts";

export function BatchActions({ batch }: { readonly batch: Batch }): ReactNode {
  const [busy, setBusy] = useState(false);
  const forbidden = useLacking("control");
  const steer = async (path: "abort" | "resume"): Promise<void> => {
    setBusy(true);
    const answer = await requestJson<Batch>(`/api/v1/batches/${batch.key}/${path}`, { body: {} });
    setBusy(false);
    if (!answer.ok) toast.error(answer.error.message);
  };
  return (
    <>
      <ButtonLink href={BATCHES_PATH}>{shared.allBatches}</ButtonLink>
      {batch.status === "interrupted" && (
        <Button variant="primary" reason={forbidden} busy={busy} onClick={() => void steer("resume")}>
          {shared.resume}
        </Button>
      )}
      {!isOver(batch) && (
        <Button variant="danger" reason={forbidden} busy={busy} onClick={() => void steer("abort")}>
          {words.abort}
        </Button>
      )}
    </>
  );
}
