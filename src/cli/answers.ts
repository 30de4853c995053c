import { hash } from "node:crypto";
import { join } from "node:path";

import type { LoadDepth } from "../app/load.ts";
import type { Tree } from "../model/tree.ts";
import type { MemoryPlace } from "../workspace/remembered/index.ts";
import { buildName } from "./build-name.ts";
import { cacheFolder } from "./cache-folder.ts";
import { configLimit } from "./read-config.ts";
import { readText } from "./read-text.ts";
import type { Root } from "./root.ts";

/** What a command asks of a workspace. */
export interface Question {
  /** The command, of which one answer is remembered. */
  readonly command: string;
  /** What decides the answer beside the workspace: what stands on the command line, the day. */
  readonly told: readonly string[];
  readonly depth: LoadDepth;
}

/** Where it is asked. */
export interface Asking {
  readonly root: Root;
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly packageRoot: string;
}

/** The answer of a former run where nothing is otherwise, else what the work gives. */
export async function answered<Answer>(
  { command, told }: Question,
  { root, cwd, environment, packageRoot }: Asking,
  work: (tree: Tree) => Promise<Answer>,
): Promise<Answer> {
  const { diskTree, remembered } = await import("../workspace/remembered/index.ts");
  const tree = diskTree(root.folder);
  const place = placeOf(`${command} ${root.folder}`, environment, packageRoot);
  if (place === undefined) return work(tree);
  const question = async (): Promise<string> =>
    JSON.stringify([told, cwd, root.config, await configText(root)]);
  return remembered(tree, { place, question }, work);
}

function placeOf(
  name: string,
  environment: Asking["environment"],
  packageRoot: string,
): MemoryPlace | undefined {
  const folder = cacheFolder(environment);
  const build = folder === undefined ? undefined : buildName(packageRoot);
  if (folder === undefined || build === undefined) return undefined;
  return { folder: join(folder, "answers"), name: hash("sha256", name).slice(0, 32), build };
}

/** One that cannot be read is told where it is parsed. */
async function configText({ config }: Root): Promise<string | undefined> {
  return config === undefined ? undefined : readText(config, configLimit).catch(() => undefined);
}
