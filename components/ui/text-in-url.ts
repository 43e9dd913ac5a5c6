// Text in a page's address: any text comes back as it was (lib/address.ts).
import { createParser } from "nuqs";
import { decodeName, escapeValue } from "#lib/address.ts";

export const textInUrl = createParser<string>({ parse: decodeName, serialize: escapeValue });
