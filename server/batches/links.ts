// Which task was retried as which: both ways, bounded.
import type { BatchItem } from "#lib/batches/batch.ts";

const MAX_LINKS = 200_000;

export class Links {
  readonly #newOf = new Map<string, string>();
  readonly #oldOf = new Map<string, string>();

  saw({ key, newUuid, status }: Pick<BatchItem, "key" | "newUuid" | "status">): void {
    if (newUuid === null) return;
    if (status === "failed" || status === "skipped") {
      // It was never sent.
      this.#newOf.delete(key);
      this.#oldOf.delete(newUuid);
      return;
    }
    this.#newOf.set(key, newUuid);
    this.#oldOf.set(newUuid, key);
    for (const links of [this.#newOf, this.#oldOf]) {
      for (const oldest of links.keys()) {
        if (links.size <= MAX_LINKS) break;
        links.delete(oldest);
      }
    }
  }

  retriedAs(uuid: string): string | null {
    return this.#newOf.get(uuid) ?? null;
  }

  retryOf(uuid: string): string | null {
    return this.#oldOf.get(uuid) ?? null;
  }
}
