// Arguments typed as JSON.
import type { JsonObject } from "#lib/json.ts";
import { isRecord } from "#lib/kombu/object.ts";
import { bad, ok, type Result } from "#lib/result.ts";
import { readArguments as words } from "../words/control-parts.ts";

export function readArguments(text: string): Result<JsonObject, "json"> {
  if (text.trim() === "") return ok({});
  try {
    const value: unknown = JSON.parse(text);
    // It came out of JSON.parse.
    return isRecord(value) ? ok(value as JsonObject) : bad("json", words.noObject);
  } catch (error) {
    return bad("json", words.notJson(error instanceof Error ? error.message : null));
  }
}
