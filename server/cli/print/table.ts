// Columns of text, as wide as they need to be; the last one as long as it is.
import { safeLine } from "./safe.ts";

const MAX_WIDTH = 60;
const GAP = "  ";

/** Empty cells are shown as a dash: not known, or none. Without rows only `empty` is said. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], empty: string): string {
  if (rows.length === 0) return `${empty}\n`;
  const cells = [head, ...rows].map((row) => row.map((cell) => (cell === "" ? "-" : safeLine(cell))));
  const widths = head.map((_, column) =>
    Math.min(MAX_WIDTH, Math.max(...cells.map((row) => row[column]?.length ?? 0))),
  );
  return cells.map((row) => `${line(row, widths)}\n`).join("");
}

function line(row: readonly string[], widths: readonly number[]): string {
  const last = row.length - 1;
  return row
    .map((cell, column) => (column === last ? cell : cut(cell, widths[column] ?? 0)))
    .join(GAP)
    .trimEnd();
}

function cut(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text.padEnd(width);
}
