import { affected } from "../../../src/app/affected/affected.ts";
import type { AffectedReport } from "../../../src/app/affected/report.ts";
import { checkBump } from "../../../src/app/bump/bump.ts";
import { checkHistory } from "../../../src/app/bump/check-history.ts";
import { parseConfig } from "../../../src/app/config.ts";
import { load } from "../../../src/app/load.ts";
import type { Source } from "../../../src/app/packaging.ts";
import { spool } from "../../../src/cli/spool.ts";
import type { Git, GitTree } from "../../../src/workspace/index.ts";
import { branchVersions, gitTree, versionBegan } from "../../../src/workspace/index.ts";

type Opened = Source & { readonly tree: GitTree };

export interface Compared {
  readonly affected: AffectedReport;
  /** As `BP602 bp-a`, sorted. */
  readonly findings: readonly string[];
}

const config = parseConfig("lockstep: [bp-app]\n", "bp.config.yaml");

/** What lies between two commits of a repository. */
export async function compared(
  root: string,
  base: string,
  head: string,
  withDependents = false,
): Promise<Compared> {
  const repository = { folder: root, environment: process.env };
  const opened = new Map<string, Promise<Opened>>();
  const open = (revision: string): Promise<Opened> => {
    const known = opened.get(revision) ?? read(repository, revision);
    opened.set(revision, known);
    return known;
  };
  const [before, after] = [await open(base), await open(head)];
  try {
    const found = await affected({
      comparison: {
        before,
        after,
        isSame: (folder) => {
          const now = after.tree.fingerprint(folder);
          return now !== undefined && now === before.tree.fingerprint(folder);
        },
        spool,
      },
      base,
      head,
      tag: undefined,
      within: undefined,
      withDependents,
      wave: undefined,
      shard: undefined,
      notes: [],
    });
    return { affected: found, findings: await findingsOf({ before, after, base, root }, open) };
  } finally {
    for (const one of opened.values()) await (await one).tree.close();
  }
}

async function read(repository: Git, revision: string): Promise<Opened> {
  const tree = await gitTree(repository, revision);
  return { tree, workspace: await load(tree, config), workspaceDependencies: true };
}

interface Two {
  readonly before: Source;
  readonly after: Source;
  readonly base: string;
  readonly root: string;
}

/** What `bp bump --check --base` tells of the later. */
async function findingsOf(
  { before, after, base, root }: Two,
  open: (revision: string) => Promise<Source>,
): Promise<readonly string[]> {
  const git = { folder: root, environment: process.env };
  const { tree, workspace } = after;
  const { units } = workspace;
  const rest = { wanted: { kind: "default" }, dependents: "patch", changes: [] } as const;
  const inStep = checkBump({ tree, workspace, config, units, ...rest });
  const files = units.flatMap(({ chart }) => chart?.versionAt.file ?? []);
  const branches = await branchVersions(git, files);
  const history = await checkHistory(
    { before, after, units, lockstep: new Set(config.lockstep) },
    {
      spool,
      claims: async ({ chart }) => branches.get(chart?.versionAt.file ?? "") ?? [],
      began: async ({ chart }) => {
        const file = chart?.versionAt.file ?? "";
        const first = await versionBegan(git, { commit: base, file });
        return first === undefined ? undefined : open(first);
      },
    },
  );
  return [...inStep.findings, ...history.findings]
    .map(({ ruleId, blueprint }) => `${ruleId} ${blueprint ?? ""}`)
    .toSorted();
}
