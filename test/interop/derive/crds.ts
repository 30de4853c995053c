import { cp, mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { parseYaml, toValue } from "../../../src/yaml/index.ts";
import { peersNamed } from "../support/peers.ts";
import { run } from "../support/process.ts";
import { moduleFolder, mustFolder } from "./go-modules.ts";

/** What of a CustomResourceDefinition is looked at. */
export interface Crd {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly {
      readonly name: string;
      readonly served: boolean;
      readonly schema: { readonly openAPIV3Schema: Schema };
    }[];
  };
}

/** What of a structural schema is looked at. */
export interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: unknown;
  readonly "x-kubernetes-preserve-unknown-fields"?: boolean;
}

/** The CRDs that a controller ships: undefined where its module cannot be had. */
export async function shippedCrds(
  controller: string,
  version: string,
): Promise<readonly Crd[] | undefined> {
  const folder = await moduleFolder(`github.com/fluxcd/${controller}@v${version}`);
  return folder === undefined ? undefined : readCrds(join(folder, "config/crd/bases"));
}

/** The CRDs that controller-gen makes of a controller's API types, as its authors do. */
export async function generatedCrds(controller: string, version: string): Promise<readonly Crd[]> {
  const types = await mustFolder(`github.com/fluxcd/${controller}/api@v${version}`);
  const generator = peersNamed("controller-gen").find(({ present }) => present);
  if (generator === undefined) throw new Error("controller-gen is not built");
  const scratch = await mkdtemp(join(tmpdir(), "bp-crds-"));
  try {
    const [api, out] = [join(scratch, "api"), join(scratch, "out")];
    await cp(types, api, { recursive: true, mode: 0 });
    const args = ["crd:crdVersions=v1", "paths=./...", `output:crd:dir=${out}`];
    const { code, stderr } = await run(generator.path, args, { cwd: api, timeoutMs: 300_000 });
    if (code !== 0) throw new Error(`controller-gen failed on ${controller} ${version}: ${stderr}`);
    return await readCrds(out);
  } finally {
    await run("chmod", ["-R", "u+w", scratch]);
    await rm(scratch, { recursive: true, force: true });
  }
}

async function readCrds(folder: string): Promise<readonly Crd[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".yaml")).toSorted();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
  return texts
    .flatMap((text, at) => parseYaml(text, names[at] ?? "").documents)
    .map(({ root }) => toValue(root) as Crd);
}
