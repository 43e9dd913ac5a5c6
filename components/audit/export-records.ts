// Records as files: JSON lines as they were written down, or a table for spreadsheets.
import type { ActivityRecord } from "#components/control/audit/records.ts";
import { shared } from "../words/shared.ts";

const COLUMNS: readonly (readonly [string, (record: ActivityRecord) => string])[] = [
  ["asked_at", ({ askedAt }) => new Date(askedAt).toISOString()],
  ["ended_at", ({ at, result }) => (result === "open" ? "" : new Date(at).toISOString())],
  ["actor", ({ actor }) => actor],
  ["source", ({ source }) => source],
  ["command", ({ command }) => command],
  ["arguments", ({ args }) => JSON.stringify(args)],
  ["destination", ({ destination }) => destination?.join(" ") ?? shared.everyWorker],
  ["reason", ({ reason }) => reason ?? ""],
  ["result", ({ result }) => result],
  ["answered", ({ outcome }) => String(outcome?.answered ?? "")],
  ["failed", ({ outcome }) => String(outcome?.failed ?? "")],
  ["missing", ({ outcome }) => outcome?.missing.join(" ") ?? ""],
  ["refusal", ({ refusal }) => refusal ?? ""],
  ["answers", ({ outcome }) => (outcome?.replies ?? []).map((r) => `${r.hostname}: ${r.text}`).join("; ")],
];

export function toJsonLines(records: readonly ActivityRecord[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join("");
}

export function toCsv(records: readonly ActivityRecord[]): string {
  const rows = [
    COLUMNS.map(([name]) => name),
    ...records.map((record) => COLUMNS.map(([, of]) => of(record))),
  ];
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

/** A cell that begins like a formula would be one: spreadsheets run what strangers wrote (a quote in front stops that). */
function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
