// What a preflight found: how many can be done, how many not and why, and what somebody should know all the same.
import { Ban, Check, Wrench } from "lucide-react";
import type { ReactNode } from "react";
import type { Preflight } from "#lib/api/batch-schemas.ts";
import type { BatchKind } from "#lib/batches/batch.ts";
import { formatCount } from "#lib/format/number.ts";
import { preflightSummary as words } from "../../words/control-batch.ts";

const MAX_REASONS = 6;
const ICON = { size: 14, "aria-hidden": true, className: "mt-0.5 shrink-0" } as const;
const CAN: Readonly<Record<BatchKind, string>> = {
  retry: words.retry,
  revoke: words.revoke,
  terminate: words.terminate,
};

export function PreflightSummary({
  kind,
  found,
}: {
  readonly kind: BatchKind;
  readonly found: Preflight;
}): ReactNode {
  const { classes, problems, notes, callbacks } = found;
  return (
    <div className="grid gap-2">
      <ul className="grid gap-1 text-ink" aria-label={words.title}>
        <Line icon={<Check {...ICON} />} count={classes.replayable} text={CAN[kind]} />
        {classes.repairable > 0 && (
          <Line icon={<Wrench {...ICON} />} count={classes.repairable} text={words.repairable}>
            <Reasons of="repairable" problems={problems} />
          </Line>
        )}
        {classes.blocked > 0 && (
          <Line
            icon={<Ban {...ICON} />}
            count={classes.blocked}
            text={kind === "retry" ? words.noRetry : words.leftAlone}
          >
            <Reasons of="blocked" problems={problems} />
          </Line>
        )}
      </ul>
      {notes.map(({ text, count }) => (
        <p key={text} className="text-sm">
          {formatCount(count)} × {text}
        </p>
      ))}
      <p className="text-sm">{callbacks}</p>
    </div>
  );
}

function Line(props: {
  readonly icon: ReactNode;
  readonly count: number;
  readonly text: string;
  readonly children?: ReactNode;
}): ReactNode {
  return (
    <li className="flex gap-2">
      {props.icon}
      <div className="min-w-0">
        <b className="font-semibold">{formatCount(props.count)}</b> {props.text}
        {props.children}
      </div>
    </li>
  );
}

function Reasons({
  of,
  problems,
}: {
  readonly of: string;
  readonly problems: Preflight["problems"];
}): ReactNode {
  const found = problems.filter((problem) => problem.class === of);
  const shown = found.slice(0, MAX_REASONS);
  return (
    <ul className="text-ink-2 text-sm">
      {shown.map(({ text, count }) => (
        <li key={text} className="[overflow-wrap:anywhere]">
          {formatCount(count)} × {text}
        </li>
      ))}
      {found.length > shown.length && <li>{words.otherReasons(found.length - shown.length)}</li>}
    </ul>
  );
}
