// Names in the paths of the API, read as lib/address.ts spells them; a name that was only percent-encoded is read as well.
import { z } from "zod";
import { decodeName } from "../address.ts";

/** A task's id, a worker's or a queue's name. */
export const nameInPath = z.string().overwrite(decodeName).min(1).max(512);
