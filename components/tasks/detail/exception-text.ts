// An exception arrives as its repr: `TimeoutError('no answer')`, `billing.errors.Declined('51', 'no funds')`; the last line of a
// traceback has it as `TimeoutError: no answer`.
import { parseRepr } from "#lib/pyrepr/parse-repr.ts";
import { readError } from "#lib/tasks/error-text.ts";

export interface ExceptionText {
  /** Without its module. */
  readonly type: string;
  readonly module: string | null;
  readonly message: string | null;
}

const NAMED = /^([A-Za-z_][\w.]*)(?:: ([\s\S]*))?$/;

/** Anything else is the message of an unnamed exception. */
export function readException(repr: string): ExceptionText {
  const text = repr.trim();
  const { node } = parseRepr(text);
  if (node.kind === "call")
    return named(
      node.name,
      messageOf(
        node.args.map(({ value }) => value),
        text,
      ),
    );
  const line = NAMED.exec(text);
  if (line?.[1] !== undefined) return named(line[1], line[2] ?? null);
  // As the list and its facet name it.
  const { type, message } = readError(text);
  return type === null ? { type: "Exception", module: null, message: text } : { type, module: null, message };
}

/** One string is shown without its quotes; several arguments stay as they are. */
function messageOf(args: readonly { kind: string; text: string }[], text: string): string | null {
  const [only] = args;
  if (only === undefined) return null;
  if (args.length === 1 && "value" in only && typeof only.value === "string") return only.value;
  return text.slice(text.indexOf("(") + 1).replace(/,?\)$/, "");
}

function named(name: string, message: string | null): ExceptionText {
  const dot = name.lastIndexOf(".");
  return { type: name.slice(dot + 1), module: dot < 0 ? null : name.slice(0, dot), message };
}
