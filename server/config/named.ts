// Option values for several clusters in one text: `main=…|reports=…`. A `|` parts two only when a name and the beginning
// of a value follow: it may stand in a value.

/** Between two values; also joins what a repeated flag was given. */
export const BETWEEN = "|";
const NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,39}";

export interface Named {
  /** null: no name was given. */
  readonly name: string | null;
  readonly text: string;
}

/** `begins` is how every value begins, as the source of a regular expression. */
export function splitNamed(text: string, begins: string): readonly Named[] {
  const next = new RegExp(`\\|(?=\\s*${NAME}=${begins})`, "i");
  const named = new RegExp(`^(${NAME})=(?=${begins})(.*)$`, "is");
  return text.split(next).map((part) => {
    const [, name, value] = named.exec(part.trim()) ?? [];
    return name === undefined || value === undefined
      ? { name: null, text: part.trim() }
      : { name, text: value.trim() };
  });
}
