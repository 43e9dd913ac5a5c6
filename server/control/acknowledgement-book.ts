// Which findings somebody has acknowledged, remembered over restarts. Where the file cannot be read, they are news again.
import { z } from "zod";
import type { Acknowledgement } from "#lib/live/findings/finding.ts";
import type { WholeFileOptions } from "../files/whole-file.ts";
import { type Book, type BookSpec, createMemoryBook, openBookFile } from "./book.ts";

const MOST = 1_000;

/** By the keys of the findings. */
export type AcknowledgementBook = Book<Acknowledgement>;

const ACKNOWLEDGEMENTS: BookSpec<Acknowledgement> = {
  list: "acknowledgements",
  schema: z.object({
    key: z.string(),
    level: z.enum(["bad", "warn", "info"]),
    count: z.number().nullable().default(null),
    at: z.number(),
    by: z.string(),
    note: z.string().nullable(),
  }),
  keyOf: ({ key }) => key,
  most: MOST,
  tooMany: `${MOST} findings are already acknowledged; undo some first.`,
  what: "Acknowledged findings",
};

export function createMemoryAcknowledgements(): AcknowledgementBook {
  return createMemoryBook(ACKNOWLEDGEMENTS);
}

export function openAcknowledgementFile(where: WholeFileOptions, onProblem: (text: string) => void) {
  return openBookFile(ACKNOWLEDGEMENTS, where, onProblem);
}
