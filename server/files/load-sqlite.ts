// SQLite, which is a native library: the one package that a machine may lack.

/** Rejects with a sentence where it is not installed. */
export async function loadSqlite() {
  try {
    return (await import("libsql")).default;
  } catch (cause) {
    const machine = `${process.platform} on ${process.arch}`;
    throw new Error(
      `SQLite is not installed (the optional package libsql, or its library for ${machine}); install Umbel without --omit=optional`,
      { cause },
    );
  }
}
