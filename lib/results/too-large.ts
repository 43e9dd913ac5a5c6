// A result that is too large to be read: a monitor must not stop for what one task has stored. How large it is is said, and how
// it begins.
import { cutText } from "../kombu/text.ts";
import type { StoredResult } from "./stored-result.ts";

/** What is larger, as it is stored or once it is inflated, is not decoded (bytes; characters for text in a database). */
export const RESULT_MAX_BYTES = 128 * 1024;
const BEGINNING = 2_000;
/** How Celery begins what it stores as JSON. */
const HEAD = /^\{"status":\s?"([A-Za-z_]{1,50})",\s?"result":\s?/;

/** In the place of a value: its whole size, and the text that it begins with, "" when it is none. */
export function tooLarge(bytes: number, text: string): Pick<StoredResult, "result" | "opaque" | "beginning"> {
  const opaque = `it is ${bytes.toLocaleString("en")} bytes, more than the ${RESULT_MAX_BYTES.toLocaleString("en")} that are read`;
  return { result: null, opaque, beginning: text === "" ? null : cutText(text, BEGINNING) };
}

/** From the beginning of the JSON that key-value stores hold; null when not even its state can be told from it. */
export function readBeginning(taskId: string, bytes: number, head: string): StoredResult | null {
  const found = HEAD.exec(head);
  const status = found?.[1];
  if (found === null || status === undefined) return null;
  const unknown = {
    traceback: null,
    doneAt: null,
    children: null,
    groups: [],
    stamps: null,
    parentId: null,
    groupId: null,
    name: null,
  };
  const extended = {
    args: null,
    kwargs: null,
    argsRepr: null,
    kwargsRepr: null,
    worker: null,
    queue: null,
    retries: null,
  };
  return { taskId, status, ...tooLarge(bytes, head.slice(found[0].length)), ...unknown, ...extended };
}
