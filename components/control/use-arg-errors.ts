"use client";
// What is wrong with a form's arguments, as it is typed. The schemas are fetched once a form is drawn; until they are here
// nothing is said, and a form sent so early is checked by the server alone, with the same schemas.
import { createPart, usePart } from "../ui/part.ts";
import type { CommandName } from "./command-words.ts";

const CHECK = createPart(() => import("./check-args.ts").then(({ checkArgs }) => checkArgs));

/** Argument → what is accepted, for those at fault. */
export function useArgErrors(command: CommandName, args: unknown): Readonly<Record<string, string>> {
  return usePart(CHECK, true)?.(command, args) ?? {};
}
