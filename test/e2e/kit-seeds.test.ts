import { cpSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { beforeAll, describe, expect, test } from "vitest";

import { defaultConfig } from "../../src/app/config.ts";
import { lintReport } from "../../src/app/lint.ts";
import { load } from "../../src/app/load.ts";
import type { Finding } from "../../src/model/finding.ts";
import { diskTree } from "../../src/workspace/index.ts";
import { embeddedCrd } from "../lint/support.ts";
import { temporary } from "../support/workspace.ts";

const project = resolve(import.meta.dirname, "../..");
const corpus = process.env["BP_CORPUS"] ?? resolve(project, "../shared/corpus/openova");
const kit = "clusters/_template/bootstrap-kit";
const graph = "scripts/expected-bootstrap-deps.yaml";

/** One mistake, and where it must be found. */
interface Seed {
  readonly plant: (root: string) => void;
  readonly rule: string;
  readonly file: string;
  /** The text of the line of the finding. */
  readonly line: string | RegExp;
  readonly message: string | RegExp;
}

function edit(file: string, from: string | RegExp, to: string): Seed["plant"] {
  return (root) => {
    const path = join(root, file);
    const text = readFileSync(path, "utf8");
    const changed = text.replace(from, to);
    if (changed === text) throw new Error(`${file} has no ${String(from)}`);
    writeFileSync(path, changed);
  };
}

function all(...plants: readonly Seed["plant"][]): Seed["plant"] {
  return (root) => {
    for (const plant of plants) plant(root);
  };
}

function append(file: string, text: string): Seed["plant"] {
  return (root) => writeFileSync(join(root, file), readFileSync(join(root, file), "utf8") + text);
}

function depends(name: string, on: string): Seed["plant"] {
  const item = `    - blueprint: bp-${on}\n`;
  return edit(`platform/${name}/blueprint.yaml`, "  depends:\n", `  depends:\n${item}`);
}

const webhook = "cert-manager-dynadot-webhook";
const valkey = `${kit}/17-valkey.yaml`;

const seeds: Readonly<Record<string, Seed>> = {
  "an extra edge": {
    plant: edit(valkey, "    - name: bp-flux\n", "    - name: bp-flux\n    - name: bp-spire\n"),
    rule: "BP505",
    file: valkey,
    line: "    - name: bp-spire",
    message: /^bp-valkey waits for bp-spire, which is not expected \(scripts\/.*:\d+\)$/u,
  },
  "a missing edge": {
    plant: edit(`${kit}/12-external-dns.yaml`, "    - name: bp-powerdns\n", ""),
    rule: "BP505",
    file: `${kit}/12-external-dns.yaml`,
    line: "  dependsOn:",
    message: /^bp-external-dns should wait for bp-powerdns \(scripts\/.*:\d+\)$/u,
  },
  "a renamed release": {
    plant: edit(
      `${kit}/18-seaweedfs.yaml`,
      "kind: HelmRelease\nmetadata:\n  name: bp-seaweedfs",
      "kind: HelmRelease\nmetadata:\n  name: bp-seaweedsf",
    ),
    rule: "BP505",
    file: `${kit}/18-seaweedfs.yaml`,
    line: "  name: bp-seaweedsf",
    message: /^slot 18 is expected to hold bp-seaweedfs, and its release is named bp-seaweedsf /u,
  },
  "a cycle of two": {
    plant: depends("llm-gateway", "librechat"),
    rule: "BP403",
    file: "platform/librechat/blueprint.yaml",
    line: "    - blueprint: bp-llm-gateway",
    message: /^a cycle: bp-librechat -> bp-llm-gateway -> bp-librechat \(.*:\d+, .*:\d+\)$/u,
  },
  "a cycle of five": {
    plant: all(
      depends("bge", "openmeter"),
      depends("openmeter", "matrix"),
      depends("matrix", "temporal"),
      depends("temporal", "nemo-guardrails"),
      depends("nemo-guardrails", "bge"),
    ),
    rule: "BP403",
    file: "platform/bge/blueprint.yaml",
    line: "    - blueprint: bp-openmeter",
    message:
      /^a cycle: bp-bge -> bp-openmeter -> bp-matrix -> bp-temporal -> bp-nemo-guardrails -> bp-bge \((?:[^,]*:\d+(?:, |\))){5}$/u,
  },
  "a cycle through the union only": {
    plant: depends("llm-gateway", "anthropic-adapter"),
    rule: "BP403",
    file: graph,
    line: "    depends_on: [bp-llm-gateway]",
    message:
      /^a cycle through depends, dependsOn and the expected graph together: bp-anthropic-adapter -> bp-llm-gateway -> bp-anthropic-adapter \(scripts\/.*:\d+, platform\/llm-gateway\/.*:\d+\)$/u,
  },
  "a duplicate slot": {
    plant: all(
      (root) => renameSync(join(root, kit, "29-vpa.yaml"), join(root, kit, "28-vpa.yaml")),
      edit(`${kit}/kustomization.yaml`, "29-vpa.yaml", "28-vpa.yaml"),
    ),
    rule: "BP505",
    file: `${kit}/28-vpa.yaml`,
    line: "  name: bp-vpa",
    message: /^bp-vpa is expected in slot 29, and its file is 28-vpa\.yaml /u,
  },
  "a stale pin": {
    plant: edit(`${kit}/04-crossplane.yaml`, "      version: 1.1.3", "      version: 1.1.2"),
    rule: "BP503",
    file: `${kit}/04-crossplane.yaml`,
    line: "      version: 1.1.2",
    message: /^bp-crossplane is pinned to 1\.1\.2, and the tree has 1\.1\.3 \(platform\/.*:\d+\)$/u,
  },
  "an undeclared slot": {
    plant: all(
      (root) => {
        const chart = readFileSync(join(root, `platform/${webhook}/chart/Chart.yaml`), "utf8");
        const version = /^version: (.*)$/mu.exec(chart)?.[1] ?? "";
        const slot = readFileSync(join(root, kit, "30-trivy.yaml"), "utf8")
          .replaceAll("trivy", webhook)
          .replace(/^ {6}version: .*$/mu, `      version: ${version}`);
        writeFileSync(join(root, kit, `49-${webhook}.yaml`), slot);
      },
      append(`${kit}/kustomization.yaml`, `  - 49-${webhook}.yaml\n`),
    ),
    rule: "BP505",
    file: `${kit}/49-${webhook}.yaml`,
    line: `  name: bp-${webhook}`,
    message: `the release bp-${webhook} is not in the expected graph (${graph})`,
  },
  "a placeholder left in": {
    plant: edit(`${kit}/02-cert-manager.yaml`, "${SOVEREIGN_FQDN}", "SOVEREIGN_FQDN_PLACEHOLDER"),
    rule: "BP507",
    file: `${kit}/02-cert-manager.yaml`,
    line: "    catalyst.openova.io/sovereign: SOVEREIGN_FQDN_PLACEHOLDER",
    message: "SOVEREIGN_FQDN_PLACEHOLDER was never filled in",
  },
  "a doubled resource id": {
    plant: append(
      `${kit}/04-crossplane.yaml`,
      "---\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: cert-manager\n",
    ),
    rule: "BP508",
    file: `${kit}/04-crossplane.yaml`,
    line: "  name: cert-manager",
    message: `the Namespace cert-manager is written already (${kit}/02-cert-manager.yaml:11)`,
  },
  "a wrong repository URL": {
    plant: edit(
      `${kit}/01-cilium.yaml`,
      "url: oci://ghcr.io/openova-io",
      "url: oci://ghcr.io/openova-io/bp-cilium",
    ),
    rule: "BP501",
    file: `${kit}/01-cilium.yaml`,
    line: "  url: oci://ghcr.io/openova-io/bp-cilium",
    message: /^Flux appends the chart's name itself: .* should be oci:\/\/ghcr\.io\/openova-io$/u,
  },
  "a range nobody satisfies": {
    plant: edit(
      "platform/bge/blueprint.yaml",
      "version: ^1.0\n      alias: cnpg",
      "version: ^9.0\n      alias: cnpg",
    ),
    rule: "BP402",
    file: "platform/bge/blueprint.yaml",
    line: "    - blueprint: bp-cnpg",
    message: /bp-cnpg.*\^9\.0/u,
  },
  "a self-dependency": {
    plant: edit(valkey, "    - name: bp-flux\n", "    - name: bp-flux\n    - name: bp-valkey\n"),
    rule: "BP403",
    file: valkey,
    line: "    - name: bp-valkey",
    message: /^a cycle of releases: bp-valkey -> bp-valkey \(.*17-valkey\.yaml:\d+\)$/u,
  },
};

/** What every rule says of a tree, the clusters' copies of the kit aside. */
async function told(root: string): Promise<readonly Finding[]> {
  const workspace = await load(diskTree(root), defaultConfig, { contents: true });
  const { nameExceptions } = defaultConfig;
  const { findings } = lintReport(workspace, workspace.units, { crd: embeddedCrd, nameExceptions });
  return findings.filter(({ file }) => !file.startsWith("clusters/") || file.startsWith(kit));
}

/** The findings of the first that the others do not have, wherever their lines are now. */
function beyond(found: readonly Finding[], others: readonly Finding[]): readonly Finding[] {
  const left = others.map((one) => keyOf(one));
  return found.filter((one) => {
    const at = left.indexOf(keyOf(one));
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
}

/** Places that a message names move with the lines above them. */
function keyOf({ ruleId, file, message }: Finding): string {
  return JSON.stringify([ruleId, file, message.replaceAll(/:\d+/gu, "")]);
}

async function find(root: string, seed: Seed, before: readonly Finding[]): Promise<void> {
  seed.plant(root);
  const after = await told(root);
  const found = beyond(after, before);
  expect(found.map(({ ruleId, file, message }) => [ruleId, file, message])).toEqual([
    [
      seed.rule,
      seed.file,
      typeof seed.message === "string" ? seed.message : expect.stringMatching(seed.message),
    ],
  ]);
  expect(beyond(before, after)).toEqual([]);
  const line = readFileSync(join(root, seed.file), "utf8").split("\n")[(found[0]?.line ?? 0) - 1];
  expect(line).toEqual(
    typeof seed.line === "string" ? seed.line : expect.stringMatching(seed.line),
  );
}

describe.skipIf(!existsSync(corpus))(
  "one mistake in the corpus is one finding, at its place:",
  () => {
    let before: readonly Finding[] = [];
    beforeAll(async () => {
      before = await told(corpus);
    });

    test.each(Object.entries(seeds))("%s", async (_, seed) => {
      const root = temporary();
      cpSync(corpus, root, { recursive: true });
      await find(root, seed, before);
    });
  },
);

/** Whatever was vendored here, in the copy nobody can look into the charts of others. */
function isOwn(path: string): boolean {
  return !path.endsWith("/chart/charts");
}

test("one mistake in the project's own tree is one finding: a custom resource without its provider", async () => {
  const root = temporary();
  for (const name of ["products", "platform"])
    cpSync(join(project, name), join(root, name), { recursive: true, filter: isOwn });
  const template = "products/relay/chart/templates/widget.yaml";
  const text =
    "apiVersion: widgets.example.org/v1\nkind: Widget\nmetadata:\n  name: {{ .Release.Name }}\n";
  await find(
    root,
    {
      plant: () => writeFileSync(join(root, template), text),
      rule: "BP308",
      file: template,
      line: "apiVersion: widgets.example.org/v1",
      message: /Widget/u,
    },
    await told(root),
  );
});
