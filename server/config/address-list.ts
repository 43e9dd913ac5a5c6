// Reads a list of proxies: `127.0.0.1, 10.0.0.0/8, ::1, unix`.
import { isIP } from "node:net";
import { bad, ok, type Result } from "#lib/result.ts";

/** Addresses that share their first `prefix` bits; `unix`: whoever connects to the unix socket. */
export type AddressRange =
  | { readonly address: string; readonly prefix: number; readonly family: "ipv4" | "ipv6" }
  | "unix";

/** Proxies on this machine. */
export const THIS_MACHINE: readonly AddressRange[] = [
  { address: "127.0.0.0", prefix: 8, family: "ipv4" },
  { address: "::1", prefix: 128, family: "ipv6" },
  "unix",
];

export function parseAddressList(text: string): Result<readonly AddressRange[], "address"> {
  const ranges: AddressRange[] = [];
  for (const word of text.split(",").map((part) => part.trim())) {
    if (word === "") continue;
    const range = word === "unix" ? word : parseRange(word);
    if (range === null) return bad("address", `“${word.slice(0, 60)}” is not an address`);
    ranges.push(range);
  }
  return ranges.length === 0 ? bad("address", "names no address") : ok(ranges);
}

function parseRange(word: string): AddressRange | null {
  const [, address = "", bits] = /^\[?([0-9a-f.:]+)\]?(?:\/(\d{1,3}))?$/i.exec(word) ?? [];
  const version = isIP(address);
  if (version === 0) return null;
  const all = version === 4 ? 32 : 128;
  const prefix = bits === undefined ? all : Number(bits);
  return prefix > all ? null : { address, prefix, family: version === 4 ? "ipv4" : "ipv6" };
}
