// `findings`: what is wrong, and what was until lately.
import type { Findings, FindingsView } from "../findings/finding.ts";

export function renderFindings(findings: Findings): FindingsView {
  const { counts, total, open, closed } = findings.list();
  const ended = closed.map((finding) => ({ ...finding, key: `${finding.key} ${finding.closedAt}` }));
  return { info: { counts, total }, lists: { open, closed: ended } };
}
