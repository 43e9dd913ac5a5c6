// Puts the pages that Next has built where the server looks for them, and beside each file its compressed forms, so that
// serving one costs no compressing. Documents have none: each answer writes into its own.
import { readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const TEXT = /\.(?:js|css|txt|svg|ico)$/;
/** Below it nothing is won. Bytes. */
const WORTH = 512;
const FORMS = {
  ".gz": promisify(gzip),
  // The highest quality takes twenty times as long, for a twentieth less.
  ".br": (plain) => promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
};

export async function placePages(from, to) {
  renameSync(from, to);
  const files = readdirSync(to, { recursive: true, encoding: "utf8" }).filter((name) => TEXT.test(name));
  await Promise.all(files.map((name) => compressFile(path.join(to, name))));
}

async function compressFile(file) {
  const plain = readFileSync(file);
  if (plain.length < WORTH) return;
  for (const [ending, compress] of Object.entries(FORMS)) {
    const small = await compress(plain);
    if (small.length < plain.length) writeFileSync(file + ending, small);
  }
}
