// Which cluster this document shows, as the server wrote it on <html>. It stays the same as long as the document lives:
// another cluster is another document, so that nothing remembered of one can be taken for the other's.

/** null: the first one, or the only one. */
export function clusterHere(): string | null {
  return typeof document === "undefined" ? null : (document.documentElement.dataset.cluster ?? null);
}

/** Where the API answers about this cluster: `path` begins with `/api/v1/`. For links; `requestJson` does it by itself. */
export function apiPath(path: string): string {
  const cluster = clusterHere();
  if (cluster === null) return path;
  return path.replace(/^\/api\/v1\//, `/api/v1/clusters/${encodeURIComponent(cluster)}/`);
}
