// The files of HTTPS, read once at the start.
import { readFile } from "node:fs/promises";
import type { ServerOptions } from "node:https";
import { createSecureContext } from "node:tls";
import { UmbelError } from "#lib/api/error.ts";
import type { Config } from "../config/config.ts";

/** Rejects with what is wrong with which file. */
export async function readTls({ cert, key, ca }: NonNullable<Config["tls"]>): Promise<ServerOptions> {
  const read = (option: string, path: string) =>
    readFile(path).catch((error: Error) => {
      throw new UmbelError("conflict", `${option}: ${path} cannot be read: ${error.message}`);
    });
  const options: ServerOptions = {
    cert: await read("--certfile", cert),
    key: await read("--keyfile", key),
    minVersion: "TLSv1.2",
    // Flower takes the authorities but asks nobody for a certificate; here whoever has none is turned away.
    ...(ca === null ? {} : { ca: await read("--ca-certs", ca), requestCert: true, rejectUnauthorized: true }),
  };
  try {
    createSecureContext(options);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UmbelError("conflict", `--certfile and --keyfile cannot be used together: ${why}`);
  }
  return options;
}
