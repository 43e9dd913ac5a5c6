// Where everything that outlives the process lies. Nobody else makes such a path: who keeps something new adds its line here.
import path from "node:path";
import type { Settings } from "./options.ts";

/** Where a file lay before there was a folder for all of them. */
export interface FormerPlace {
  readonly from: string;
  readonly to: string;
}

export interface DataPaths {
  readonly dir: string;
  /** In the folder, or where --audit-log says. */
  readonly auditLog: string;
  readonly pauses: string;
  readonly acknowledgements: string;
  readonly endedSessions: string;
  /** Of each cluster, by its name. */
  readonly batches: ReadonlyMap<string, string>;
  readonly former: readonly FormerPlace[];
}

type Given = Partial<Pick<Settings, "dataDir" | "auditLog">>;

/** A log of one's own may lie on a disk of its own: what is kept stays beside it unless a folder was named. */
export function placeData(
  { dataDir = null, auditLog = null }: Given,
  clusters: readonly string[],
): DataPaths {
  const formerLog = auditLog ?? "umbel-audit.log";
  const { dir: beside, name } = path.parse(formerLog);
  const dir = dataDir ?? (auditLog === null ? "umbel-data" : path.join(beside, `${name}-data`));
  const inside = (file: string) => path.join(dir, file);
  const formerly = (file: string) => path.join(beside, `${name}.${file}`);
  const batches = clusters.map((cluster) => {
    const file = `batches${clusters.length > 1 ? `-${cluster}` : ""}.jsonl`;
    return { cluster, from: formerLog.replace(/(\.[a-z]+)?$/i, `-${file}`), to: inside(file) };
  });
  const paths = {
    dir,
    auditLog: auditLog ?? inside("audit.jsonl"),
    pauses: inside("pauses.json"),
    acknowledgements: inside("acknowledged-findings.json"),
    endedSessions: inside("ended-sessions.jsonl"),
    batches: new Map(batches.map(({ cluster, to }) => [cluster, to])),
  };
  return {
    ...paths,
    former: [
      ...(auditLog === null ? [{ from: formerLog, to: paths.auditLog }] : []),
      { from: formerly("pauses.json"), to: paths.pauses },
      { from: formerly("sessions.jsonl"), to: paths.endedSessions },
      ...batches,
    ],
  };
}
