// `findings`: what is wrong, and what was until lately.
import type { Findings, FindingsView } from "../findings/finding.ts";

export function renderFindings(findings: Findings): FindingsView {
  const { counts, acknowledged, total, open, closed } = findings.list();
  const ended = closed.map((finding) => ({ ...finding, key: `${finding.key} ${finding.closedAt}` }));
  return { info: { counts, acknowledged, total }, lists: { open, closed: ended } };
}
