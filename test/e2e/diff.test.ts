import { execFileSync } from "node:child_process";
import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import * as crossplane from "../support/compositions.ts";
import { commit, initialise } from "../support/git.ts";
import { pathWithHelm, testHelm } from "../support/helm-path.ts";
import { bp, mustBp } from "../support/program.ts";
import { temporary, unit, workspace, write } from "../support/workspace.ts";

const folder = "products/shop";

const set = (service: string): Record<string, string> => ({
  [`${folder}/chart/templates/set.yaml`]: `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: shop }
spec:
  serviceName: ${service}
  selector: { matchLabels: { a: b } }
  template:
    metadata: { labels: { a: b } }
    spec: { containers: [{ name: shop, image: "{{ .Values.image }}" }] }
`,
});

/** A PATH that holds git and nothing else. */
function withoutHelm(): Record<string, string> {
  const folder = temporary();
  const found = execFileSync("sh", ["-c", "command -v git"], { encoding: "utf8" }).trim();
  symlinkSync(found, join(folder, "git"));
  return { PATH: folder };
}

/** Blueprint 1.0.0, in git and published; then changed. */
async function changed(files: Record<string, string>): Promise<string> {
  const root = workspace(unit(folder), set("one"));
  initialise(root);
  commit(root);
  await mustBp(["publish", "shop"], { cwd: root });
  write(root, files);
  return root;
}

function upgrades(version: string, from: string): Record<string, string> {
  const text = unit(folder, { version })[`${folder}/blueprint.yaml`] ?? "";
  return {
    ...unit(folder, { version }),
    [`${folder}/blueprint.yaml`]: `${text}  upgrades: { from: [${JSON.stringify(from)}] }\n`,
  };
}

async function report(cwd: string, args: readonly string[], env: Record<string, string> = {}) {
  const { stdout, code } = await bp(["diff", ...args, "-o", "json"], { cwd, env });
  const value = JSON.parse(stdout) as Record<string, unknown>;
  expect(value["exitCode"]).toBe(code);
  return value;
}

const layout = "oci-layout:.bp/registry/bp-shop:1.0.0";

describe("bp diff", () => {
  test.each([["main:shop"], [layout], [layout, "shop"]])(
    "says against %s what changed, and that the version must tell it",
    async (...args) => {
      const values = { [`${folder}/chart/values.yaml`]: "image: registry.example/app:1.3.0\n" };
      const cwd = await changed(values);
      expect(await report(cwd, args, withoutHelm())).toMatchObject({
        ok: false,
        name: "bp-shop",
        before: { version: "1.0.0" },
        after: { version: "1.0.0" },
        bump: { level: "patch", least: "1.0.1", holds: false },
        differences: {
          values: [{ pointer: "/image", before: "registry.example/app:1.2.3" }],
          images: {
            added: ["registry.example/app:1.3.0"],
            removed: ["registry.example/app:1.2.3"],
          },
          files: [{ path: "values.yaml", change: "changed" }],
          objects: null,
        },
        findings: [{ ruleId: "BP613", file: `${folder}/chart/Chart.yaml`, line: 3 }],
        notRun: [{ reason: "no helm is at hand" }, { reason: "no helm is at hand" }],
      });
    },
  );

  test("of nothing is nothing, and of two published versions needs no tree", async () => {
    const root = await changed({});
    expect(await report(root, [layout], withoutHelm())).toMatchObject({
      ok: true,
      bump: { level: null },
      differences: { values: [], files: [], dependencies: [], configuration: [] },
    });
    write(root, unit(folder, { version: "1.1.0", data: "two" }));
    await mustBp(["publish", "shop"], { cwd: root });
    const next = layout.replace("1.0.0", "1.1.0");
    const elsewhere = workspace(unit("products/other"));
    const absolute = (reference: string): string => reference.replace(".bp", join(root, ".bp"));
    expect(
      await report(elsewhere, [absolute(layout), absolute(next)], withoutHelm()),
    ).toMatchObject({
      ok: true,
      bump: { level: "patch", holds: true },
      differences: { files: [{ path: "Chart.yaml" }, { path: "templates/config.yaml" }] },
    });
  });

  test("compares compositions, which need no render: what becomes of claims is told", async () => {
    const { definition: text } = crossplane;
    const at = `${folder}/compositions/definition.yaml`;
    const root = workspace(unit(folder), crossplane.compositions(folder));
    initialise(root);
    commit(root);
    await mustBp(["publish", "shop"], { cwd: root });
    write(root, { [at]: text.replace("[small, large]", "[small]") });
    for (const old of ["main:shop", layout])
      expect(await report(root, [old], withoutHelm())).toMatchObject({
        bump: { level: "major", least: "2.0.0", holds: false },
        differences: {
          files: [],
          compositions: {
            objects: [
              {
                kind: "CompositeResourceDefinition",
                name: "xdatabases.example.org",
                immutable: [],
              },
            ],
            definitions: [{ crd: "xdatabases.example.org", version: "v1", kind: "narrowed" }],
          },
        },
      });
    write(root, { [at]: text.replace("kind: Database, plural", "kind: Db, plural") });
    const { bump } = await report(root, [layout], withoutHelm());
    expect(bump).toMatchObject({
      level: "major",
      reasons: [
        "CompositeResourceDefinition/xdatabases.example.org changes /spec/claimNames/kind, which an upgrade cannot",
      ],
    });
  });

  test.each([
    ["HEAD", "shop"],
    ["shop", "HEAD"],
  ])("a revision where a blueprint stands is told, with what was meant: %s %s", async (...args) => {
    const cwd = await changed({});
    const { code, stderr } = await bp(["diff", ...args], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('nothing matches "HEAD"');
    expect(stderr).toContain("HEAD is a revision: bp diff HEAD:shop compares shop there");
  });

  test("finds who is left behind", async () => {
    const root = await changed(upgrades("1.2.0", "1.1.x"));
    for (const old of ["main:shop", layout]) {
      expect(await report(root, [old], withoutHelm())).toMatchObject({
        stranded: ["1.0.0"],
        findings: [
          {
            ruleId: "BP614",
            file: `${folder}/blueprint.yaml`,
            message: "no way leads to 1.2.0 from 1.0.0",
          },
        ],
      });
    }
    write(root, upgrades("1.1.0", "1.0.x"));
    await mustBp(["publish", "shop"], { cwd: root });
    write(root, upgrades("1.2.0", "1.1.x"));
    expect(await report(root, [layout], withoutHelm())).toMatchObject({ ok: true, stranded: [] });
  });

  test.skipIf(testHelm.path === "")(
    `what no upgrade can change asks for a major step (helm ${testHelm.version})`,
    async () => {
      const cwd = await changed({ ...unit(folder, { version: "1.1.0" }), ...set("two") });
      const env = { PATH: pathWithHelm(), XDG_CACHE_HOME: join(cwd, ".bp/cache") };
      expect(await report(cwd, ["main:shop"], env)).toMatchObject({
        bump: {
          level: "major",
          least: "2.0.0",
          reasons: ["StatefulSet/shop changes /spec/serviceName, which an upgrade cannot"],
        },
        differences: {
          objects: [{ kind: "StatefulSet", immutable: [{ before: "one", after: "two" }] }],
        },
        notRun: [],
      });
      const { stdout } = await bp(["diff", "main:shop"], { cwd, env });
      expect(stdout).toContain("!  StatefulSet/shop  /spec/serviceName");
      expect(stdout).toContain("2.0.0 or later is needed");
    },
  );

  test.each([
    [["shop"], "is compared with nothing"],
    [["shop", "shop"], "is compared with itself"],
    [["none:shop"], 'there is no revision "none"'],
    [["main:nothing"], 'nothing matches "nothing"'],
    [["main:products"], undefined],
    [["oci-layout:.bp/registry/bp-shop"], "names no version"],
    [["oci-layout:.bp/registry/bp-shop:9.9.9"], "9.9.9"],
  ])("%j is refused", async (args, message) => {
    const root = await changed({});
    const { code, stderr } = await bp(["diff", ...args], { cwd: root, env: withoutHelm() });
    expect(code).toBe(message === undefined ? 0 : 2);
    if (message !== undefined) expect(stderr).toContain(message);
    expect(readFileSync(join(root, folder, "chart/Chart.yaml"), "utf8")).toContain("1.0.0");
  });
});
