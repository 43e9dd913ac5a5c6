"use client";
// What went wrong: the exception in one line, and its traceback with the project's own frames standing out.
import { type ReactNode, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { cn } from "#components/ui/cn.ts";
import { Copyable } from "#components/ui/copyable.tsx";
import { Link } from "#components/ui/link.tsx";
import { errorType, readError } from "#lib/pyrepr/error-text.ts";
import { tasksPath } from "#lib/routes.ts";
import type { TaskState } from "#lib/tasks/task.ts";
import { tracebackCard as words } from "../../words/tasks-detail.ts";
import { countLibraryFrames, type Frame, readTraceback, summarise, type TraceBlock } from "./traceback.ts";

export interface TracebackCardProps {
  readonly exception: string | null;
  readonly traceback: string | null;
  readonly state: TaskState;
  /** Which attempt it is of, where there were several. */
  readonly of: number | null;
}

export function TracebackCard({ exception, traceback, state, of }: TracebackCardProps): ReactNode {
  const [full, setFull] = useState(false);
  const blocks = traceback === null ? [] : readTraceback(traceback);
  const library = countLibraryFrames(blocks);
  const known = errorType(exception);
  const error = readError(exception ?? lastLine(traceback));
  const { module, message } = error;
  const type = error.type ?? "Exception";
  return (
    <Card
      label={type}
      title={
        <span className={state === "FAILURE" ? "text-failure" : "text-retry"}>
          {module !== null && <span className="font-normal">{module}.</span>}
          {type}
          {of !== null && <span className="font-normal text-ink-3">{words.inAttempt(of)}</span>}
        </span>
      }
      note={<span className="text-base text-ink-2 [overflow-wrap:anywhere]">{message}</span>}
      actions={
        <>
          {library > 0 && (
            <Button variant="quiet" size="sm" aria-pressed={full} onClick={() => setFull(!full)}>
              {full ? words.fold : words.libraryFrames(library)}
            </Button>
          )}
          {known !== null && (
            <Link href={tasksPath({ exception: known })} className="text-accent text-sm hover:underline">
              {words.sameError}
            </Link>
          )}
          {traceback !== null && (
            <Copyable value={traceback} label={words.copy}>
              {null}
            </Copyable>
          )}
        </>
      }
      bodyClassName="pb-3"
    >
      {traceback === null ? (
        <p className="px-4 pt-1 text-ink-3">{words.none}</p>
      ) : (
        <section
          aria-label={words.title}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
          tabIndex={0}
          className="overflow-x-auto font-mono text-sm leading-[19px] focus-visible:-outline-offset-2"
        >
          <div className="min-w-max pt-1.5">
            {blocks.map((block, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: blocks of one text have no identity beyond their place
              <Block key={index} block={block} full={full} failed={state === "FAILURE"} />
            ))}
          </div>
        </section>
      )}
    </Card>
  );
}

interface BlockProps {
  readonly block: TraceBlock;
  readonly full: boolean;
  readonly failed: boolean;
}

function Block({ block, full, failed }: BlockProps): ReactNode {
  const [open, setOpen] = useState(false);
  if (block.kind === "text") return <Lines lines={block.lines} className="text-ink-2" />;
  if (block.own) {
    const look = failed ? "border-failure bg-failure-soft" : "border-retry bg-retry-soft";
    return <Lines lines={linesOf(block.frames)} className={cn("border-l-2 pl-[14px]", look)} />;
  }
  if (full || open) return <Lines lines={linesOf(block.frames)} className="text-ink-3" />;
  return (
    <button
      type="button"
      onClick={() => setOpen(true)}
      className="block w-full whitespace-pre px-4 text-left text-ink-3 hover:bg-hover hover:text-ink-2 focus-visible:-outline-offset-2"
    >
      {"  … "}
      {summarise(block.frames)}
    </button>
  );
}

function Lines({
  lines,
  className,
}: {
  readonly lines: readonly string[];
  readonly className: string;
}): ReactNode {
  return <pre className={cn("px-4 font-mono", className)}>{lines.join("\n")}</pre>;
}

function linesOf(frames: readonly Frame[]): readonly string[] {
  return frames.flatMap((frame) => frame.lines);
}

function lastLine(traceback: string | null): string {
  return traceback?.trimEnd().split("\n").at(-1) ?? "";
}
