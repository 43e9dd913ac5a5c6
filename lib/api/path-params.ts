// Names in the paths of the API, read as lib/address.ts spells them; a name that was only percent-encoded is read as well.
import { z } from "zod";
import { decodeName } from "../address.ts";

/** A task's id, a worker's or a queue's name. */
export const nameInPath = upTo(512);

/** A key that such a name is a part of. */
export const longNameInPath = upTo(1_024);

function upTo(most: number) {
  return z.string().overwrite(decodeName).min(1).max(most).meta({
    description:
      "Percent-encoded. A name of which a path cannot hold a character (`/`, `\\`, `%`, control characters, half a surrogate pair, or `.` and `..` alone) is best written with `~` in front and `~` and four hexadecimal digits for each such: `order/7` is `~order~002F7`.",
  });
}
