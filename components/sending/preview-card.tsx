// The message as it would leave, and what somebody should know before.
import type { ReactNode } from "react";
import type { SentTask } from "#lib/api/send-schemas.ts";
import { Card } from "../ui/card.tsx";
import { Unknown } from "../ui/key-value.tsx";
import { LevelMark } from "../ui/level-mark.tsx";
import { previewCard as words } from "../words/sending.ts";

export function PreviewCard({ preview }: { readonly preview: SentTask | null }): ReactNode {
  return (
    <Card title={words.title} note={words.note} bodyClassName="grid gap-3 px-4 pt-1 pb-4">
      {preview === null ? (
        <Unknown>{words.notValid}</Unknown>
      ) : (
        <>
          {preview.warnings.map((warning) => (
            <p key={warning} className="flex items-start gap-2">
              <span className="mt-0.5">
                <LevelMark level="warn" />
              </span>
              {warning}
            </p>
          ))}
          <Part title={words.body(preview.contentType, preview.queue)} text={preview.body} />
          <Part title={words.headers} text={JSON.stringify(preview.headers, null, 2)} />
        </>
      )}
    </Card>
  );
}

function Part({ title, text }: { readonly title: string; readonly text: string }): ReactNode {
  return (
    <div className="grid gap-1">
      <h3 className="text-ink-3 text-sm">{title}</h3>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="max-h-80 overflow-auto whitespace-pre-wrap rounded-md border border-line bg-sunken px-3 py-2 font-mono text-sm [overflow-wrap:anywhere]"
      >
        {text}
      </pre>
    </div>
  );
}
