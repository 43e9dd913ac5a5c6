"use client";
// The form for sending a task without the application's code: name and queue complete from what workers told, arguments are
// JSON. Beside it stand the message as it would leave and the last calls of that name, to start from.
import { useQueryState } from "nuqs";
import { type ReactNode, useEffect, useState } from "react";
import { textInUrl } from "#components/ui/text-in-url.ts";
import type { SentTask } from "#lib/api/send-schemas.ts";
import { taskPath } from "#lib/routes.ts";
import type { Registry } from "#lib/sending/registry.ts";
import { requestJson } from "../live/api.ts";
import { Page, PageHead } from "../ui/page.tsx";
import { toast } from "../ui/toast.ts";
import { useNavigate } from "../ui/use-navigate.ts";
import { sendView as words } from "../words/sending.ts";
import { pages, shared } from "../words/shared.ts";
import { API_NAMES, bodyOf, type FieldErrors, NO_FIELDS, type SendFields } from "./fields.ts";
import { LastCalls } from "./last-calls.tsx";
import { PreviewCard } from "./preview-card.tsx";
import { SendForm } from "./send-form.tsx";

const SETTLE_MS = 250;

export function SendView(): ReactNode {
  const [given] = useQueryState("name", textInUrl.withDefault(""));
  // What was written for one name is not for another.
  return <SendOne key={given} given={given} />;
}

function SendOne({ given }: { readonly given: string }): ReactNode {
  const [fields, setFields] = useState<SendFields>({ ...NO_FIELDS, name: given });
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const [sent, setSent] = useState(0);
  const navigate = useNavigate();
  const registry = useRegistry();
  const { preview, errors } = usePreview(fields);
  const onField = (name: keyof SendFields, text: string): void => {
    setFields((before) => ({ ...before, [name]: text }));
    setTouched((before) => new Set(before).add(name));
  };
  const send = async (): Promise<void> => {
    setTouched(new Set(Object.keys(NO_FIELDS)));
    const body = bodyOf(fields);
    if ("errors" in body) return;
    setBusy(true);
    const answer = await requestJson<SentTask>("/api/v1/tasks", { text: body.text });
    setBusy(false);
    if (!answer.ok) return void toast.error(answer.error.message);
    const { id, name } = answer.value;
    toast.success(words.sent(name), {
      action: { label: shared.openTask, onClick: () => navigate(taskPath(id)) },
    });
    // The same id twice would be one task for whoever watches.
    setFields((before) => ({ ...before, id: "" }));
    setSent((before) => before + 1);
  };
  const shown = Object.fromEntries(Object.entries(errors).filter(([name]) => touched.has(name)));
  return (
    <Page>
      <PageHead title={pages.send} note={words.note} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-2">
        <SendForm
          fields={fields}
          errors={shown}
          registry={registry}
          busy={busy}
          onField={onField}
          onSend={() => void send()}
        />
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <PreviewCard preview={preview} />
          <LastCalls
            name={fields.name}
            sent={sent}
            onUse={(given) => setFields((before) => ({ ...before, ...given }))}
          />
        </div>
      </div>
    </Page>
  );
}

function useRegistry(): Registry | null {
  const [registry, setRegistry] = useState<Registry | null>(null);
  useEffect(() => {
    const stale = new AbortController();
    requestJson<Registry>("/api/v1/registry", { signal: stale.signal }).then((answer) => {
      if (answer.ok && !stale.signal.aborted) setRegistry(answer.value);
    });
    return () => stale.abort();
  }, []);
  return registry;
}

/** What would leave, a moment after the last key; what is wrong, by field. */
function usePreview(fields: SendFields): { readonly preview: SentTask | null; readonly errors: FieldErrors } {
  const [answer, setAnswer] = useState<{ preview: SentTask | null; errors: FieldErrors }>({
    preview: null,
    errors: {},
  });
  useEffect(() => {
    const body = bodyOf(fields);
    if ("errors" in body) return setAnswer({ preview: null, errors: body.errors });
    const stale = new AbortController();
    const timer = setTimeout(async () => {
      const result = await requestJson<SentTask>("/api/v1/tasks?preview=1", {
        text: body.text,
        signal: stale.signal,
      });
      if (stale.signal.aborted) return;
      if (result.ok) setAnswer({ preview: result.value, errors: {} });
      else setAnswer({ preview: null, errors: errorsOf(result.error.details) });
    }, SETTLE_MS);
    return () => {
      clearTimeout(timer);
      stale.abort();
    };
  }, [fields]);
  return answer;
}

/** The API names `headers.x`; the form has one field for all of them. */
function errorsOf(details: Readonly<Record<string, string>>): FieldErrors {
  const entries = Object.entries(details).map(([path, text]) => {
    const [name = path] = path.split(".");
    return [API_NAMES[name] ?? name, `${path}: ${text}`];
  });
  return Object.fromEntries(entries);
}
