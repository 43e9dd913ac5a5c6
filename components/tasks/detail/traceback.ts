// A Python traceback, read so that the project's own frames stand out and library frames fold away.
// Every line of the input is in exactly one block, in order: unfolded, it is the text that Celery sent (traceback.test.ts).
import { traceback as words } from "../../words/tasks-detail.ts";

export interface Frame {
  readonly file: string;
  readonly line: number;
  readonly fn: string;
  /** The frame's lines as they came. */
  readonly lines: readonly string[];
  /** Not of a library, the interpreter or Celery itself. */
  readonly own: boolean;
}

export type TraceBlock =
  | { readonly kind: "text"; readonly lines: readonly string[] }
  | { readonly kind: "frames"; readonly own: boolean; readonly frames: readonly Frame[] };

const FRAME = /^[\s|+]*File "(.+)", line (\d+)(?:, in (.+))?$/;
/** The end of a traceback: its exception's line, or a sentence between chained ones. */
const INDENT = /^[\s|+]*/;

/** Consecutive frames of the same kind are one block; the innermost frame always is a block of its own. */
export function readTraceback(text: string): readonly TraceBlock[] {
  const blocks: TraceBlock[] = [];
  let frame: { head: RegExpExecArray; lines: string[]; indent: number } | null = null;
  const close = (): void => {
    if (frame !== null) addFrame(blocks, toFrame(frame.head, frame.lines));
    frame = null;
  };
  for (const line of text.replace(/\s+$/, "").split("\n")) {
    const head = FRAME.exec(line);
    if (head !== null) {
      close();
      frame = { head, lines: [line], indent: indentOf(line) };
    } else if (frame !== null && line.trim() !== "" && indentOf(line) > frame.indent) {
      frame.lines.push(line);
    } else if (frame !== null && /^\s*\[Previous line repeated/.test(line)) {
      frame.lines.push(line);
    } else {
      close();
      addText(blocks, line);
    }
  }
  close();
  return blocks;
}

/** `celery/app/trace.py, 2 frames`: what a folded block says. */
export function summarise(frames: readonly Frame[]): string {
  const files = [...new Set(frames.map((frame) => shortPath(frame.file)))];
  const rest = files.length > 1 ? words.andMore(files.length - 1) : "";
  return `${files[0] ?? ""}${rest}, ${words.frames(frames.length)}`;
}

export function countLibraryFrames(blocks: readonly TraceBlock[]): number {
  let count = 0;
  for (const block of blocks) if (block.kind === "frames" && !block.own) count += block.frames.length;
  return count;
}

/** Library code: installed packages, the standard library, frozen modules. */
export function isLibrary(file: string): boolean {
  const path = file.replaceAll("\\", "/");
  return (
    /\/(?:site|dist)-packages\//.test(path) ||
    /\/lib(?:64)?\/python\d/i.test(path) ||
    /\/Python\d+\/Lib\//i.test(path) ||
    /^<(?:frozen|string|stdin)/.test(path) ||
    /^(?:celery|kombu|billiard|amqp|vine)\//.test(path)
  );
}

function shortPath(file: string): string {
  const path = file.replaceAll("\\", "/");
  const installed =
    /.*\/(?:site|dist)-packages\/(.+)$/.exec(path) ?? /.*\/lib(?:64)?\/python[\d.]+\/(.+)$/.exec(path);
  return installed?.[1] ?? path;
}

function toFrame(head: RegExpExecArray, lines: readonly string[]): Frame {
  const file = head[1] ?? "";
  return { file, line: Number(head[2]), fn: head[3] ?? "<module>", lines, own: !isLibrary(file) };
}

function addFrame(blocks: TraceBlock[], frame: Frame): void {
  const last = blocks.at(-1);
  if (last?.kind === "frames" && last.own === frame.own) {
    blocks[blocks.length - 1] = { ...last, frames: [...last.frames, frame] };
  } else {
    blocks.push({ kind: "frames", own: frame.own, frames: [frame] });
  }
}

function addText(blocks: TraceBlock[], line: string): void {
  const last = blocks.at(-1);
  if (last?.kind === "text") blocks[blocks.length - 1] = { kind: "text", lines: [...last.lines, line] };
  else blocks.push({ kind: "text", lines: [line] });
}

function indentOf(line: string): number {
  return INDENT.exec(line)?.[0].length ?? 0;
}
