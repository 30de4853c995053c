import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { Config } from "../../../src/app/config.ts";
import { defaultConfig } from "../../../src/app/config.ts";
import type { LoadDepth } from "../../../src/app/load.ts";
import { load } from "../../../src/app/load.ts";
import type { Source } from "../../../src/app/packaging.ts";
import { rulesInput } from "../../../src/app/rules-input.ts";
import { diskTree } from "../../../src/workspace/index.ts";
import type { Files } from "../../support/workspace.ts";
import { workspace } from "../../support/workspace.ts";

const file = "schemas/blueprint.crd.yaml";
const text = readFileSync(join(import.meta.dirname, "../../..", file), "utf8");

/** A workspace of these files on disk, loaded as the program loads it. */
export async function sourceOf(
  files: Files,
  config: Partial<Config> = {},
  depth: LoadDepth = {},
): Promise<Source> {
  const whole = { ...defaultConfig, ...config };
  const tree = diskTree(workspace(files));
  const { workspaceDependencies } = whole;
  return { tree, workspace: await load(tree, whole, depth), workspaceDependencies };
}

/** What the rules hold it against. */
export function rulesFor({ workspace: loaded }: Source): ReturnType<typeof rulesInput> {
  return rulesInput(loaded, defaultConfig, { text, file });
}
