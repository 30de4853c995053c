import { expect } from "vitest";

import type { Bumped, BumpInput } from "../../../src/app/bump/bump.ts";
import { bump } from "../../../src/app/bump/bump.ts";
import { readChangeFiles } from "../../../src/app/bump/change-files.ts";
import type { BumpPorts } from "../../../src/app/bump/ports.ts";
import { parseConfig } from "../../../src/app/config.ts";
import { textsOf } from "../../../src/app/fix/plan.ts";
import { load } from "../../../src/app/load.ts";
import type { Files } from "../../lint/support.ts";
import { chartText, treeOf, unit } from "../../lint/support.ts";

/** Nobody has published or claimed anything, and git says nothing. */
export const alone: BumpPorts = {
  published: async () => [],
  claims: async () => [],
  messages: async () => [],
  difference: async () => {
    throw new RangeError("nothing is published");
  },
};

/** An umbrella that holds bp-a. */
export function umbrella(name: string, version: string, of = "bp-a"): Files {
  const more = `dependencies:\n  # pinned\n  - name: ${of}\n    version: ${version} # lockstep\n    repository: oci://ghcr.io/acme\n`;
  return unit(name, { chart: chartText(name, more) });
}

export interface Asked extends Partial<Pick<BumpInput, "wanted" | "dependents">> {
  readonly names: readonly string[];
  readonly config?: string;
  readonly ports?: Partial<BumpPorts>;
}

/** Bumps units of these files, by their folders' last names. */
export async function bumped(files: Files, asked: Asked): Promise<Bumped> {
  const tree = treeOf(files);
  const config = parseConfig(asked.config ?? "", "bp.config.yaml");
  const workspace = await load(tree, config);
  const units = workspace.units.filter(({ folder }) =>
    asked.names.includes(folder.slice(folder.lastIndexOf("/") + 1)),
  );
  const changes = await readChangeFiles(tree, config.bump.changes);
  const { wanted = { kind: "level", level: "patch" }, dependents = config.bump.dependents } = asked;
  const input = { tree, workspace, config, units, wanted, dependents, changes };
  return bump(input, { ...alone, ...asked.ports });
}

/** The lines that change in each file, as `-old` and `+new`. */
export function changedLines({ files }: Bumped): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    files.map((file) => {
      const { before = "", after } = textsOf(file);
      const [old, next] = [before.split("\n"), after.split("\n")];
      expect(next.length).toBe(old.length);
      const lines = old.flatMap((line, at) =>
        line === next[at] ? [] : [`-${line}`, `+${next[at] ?? ""}`],
      );
      return [file.path, lines];
    }),
  );
}

/** As `bp-a 1.0.0 1.0.1`, by folder. */
export function stepsOf({ report }: Bumped): readonly string[] {
  return report.steps.map(({ name, from, to }) => `${name} ${from} ${to}`);
}
