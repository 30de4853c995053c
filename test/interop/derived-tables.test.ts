import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { generatedCrds, shippedCrds } from "./derive/crds.ts";
import { apisOf, fieldTable } from "./derive/flux-fields.ts";
import { moduleFolder } from "./derive/go-modules.ts";
import { derivedTables } from "./derive/tables.ts";
import { peersNamed, REPOSITORY } from "./support/peers.ts";

const timeout = 600_000;
const canGenerate = peersNamed("controller-gen").some(({ present }) => present);
const hasModules = (await moduleFolder("helm.sh/helm/v3@v3.16.0")) !== undefined;

describe.skipIf(!canGenerate || !hasModules)("the tables derived from Go modules", () => {
  test("are what is committed", { timeout }, async () => {
    for (const [path, text] of await derivedTables())
      expect(await readFile(join(REPOSITORY, path), "utf8"), path).toBe(text);
  });

  /** Versions whose whole module can be had, among those that the table is made of. */
  test.each([
    ["helm-controller", "1.4.0"],
    ["helm-controller", "1.6.2"],
    ["source-controller", "1.3.0"],
    ["source-controller", "1.9.2"],
    ["kustomize-controller", "1.6.0"],
  ])("are made of CRDs such as %s %s ships", { timeout }, async (controller, version) => {
    const shipped = await shippedCrds(controller, version);
    expect(shipped, "the module cannot be had").toBeDefined();
    const generated = await generatedCrds(controller, version);
    const table = (crds: typeof generated): unknown => [...fieldTable(["1"], [apisOf(crds)])];
    expect(table(generated)).toEqual(table(shipped ?? []));
  });
});
