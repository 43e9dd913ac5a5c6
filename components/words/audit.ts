// What the page of activity says.
import { formatCount, plural } from "#lib/format/number.ts";

export const activityPage = {
  note: "Every command sent from Umbel",
  stale: (problem: string) => `Possibly out of date: ${problem}`,
  title: "Commands sent",
  countOf: (found: number, all: number) =>
    `${found === all ? plural(all, "command") : `${formatCount(found)} of ${plural(all, "command")}`}, newest first`,
  older: "; older ones are in the audit log",
  searchTitle: "Search the activity",
  searchPlaceholder: "Worker, task, reason, answer, address",
  command: "Command",
  allCommands: "All commands",
  who: "Who",
  anyone: "Anyone",
  allOutcomes: "All outcomes",
  nothingToExport: "Nothing to export.",
  jsonLines: "JSON lines",
  csv: "CSV",
  nothingFound: "No commands match",
  showAll: "Show all",
  whatIsSearched: "The search covers arguments, workers, reasons and answers.",
  noneYet: "No commands sent yet",
  noneYetMeans:
    "Every command to workers, tasks and queues is listed here with its outcome. Umbel's own inspect requests are not.",
} as const;

export const activityRow = {
  requested: "Requested",
  finished: "Finished",
  actorFrom: (actor: string, source: string) => `${actor}, from ${source}`,
  target: "On",
  refusedBecause: "Refused because",
  noAnswerFrom: "No answer from",
  ticket: "Ticket",
  moreAnswers: (count: number) => `and ${count} more answers that were not kept`,
} as const;
