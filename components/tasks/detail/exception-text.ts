// An exception arrives as its repr: `TimeoutError('no answer')`, `billing.errors.Declined('51', 'no funds')`.

export interface ExceptionText {
  /** Without its module. */
  readonly type: string;
  readonly module: string | null;
  readonly message: string | null;
}

const CALL = /^([A-Za-z_][\w.]*)\(([\s\S]*?),?\)$/;
const NAMED = /^([A-Za-z_][\w.]*): ([\s\S]*)$/;

/** Anything that is not such a repr is the message of an unnamed exception. */
export function readException(repr: string): ExceptionText {
  const text = repr.trim();
  const call = CALL.exec(text) ?? NAMED.exec(text);
  const name = call?.[1] ?? (/^[A-Za-z_][\w.]*$/.test(text) ? text : null);
  if (name === null) return { type: "Exception", module: null, message: text };
  const dot = name.lastIndexOf(".");
  return {
    type: name.slice(dot + 1),
    module: dot < 0 ? null : name.slice(0, dot),
    message: call === null || call[2] === undefined || call[2] === "" ? null : unquote(call[2]),
  };
}

/** One quoted string is shown without its quotes; several arguments stay as they are. */
function unquote(args: string): string {
  const quoted = /^(['"])((?:\\.|(?!\1)[^\\])*)\1$/s.exec(args);
  return quoted === null ? args : (quoted[2] ?? "").replace(/\\(['"\\])/g, "$1");
}
