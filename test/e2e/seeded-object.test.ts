import { appendFileSync, cpSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import type { Finding } from "../../src/model/finding.ts";
import { bp } from "../support/program.ts";
import { temporary } from "../support/workspace.ts";

const root = join(import.meta.dirname, "../..");
const template = "products/axon/chart/templates/gateway-deployment.yaml";
const timeout = 60_000;

/** The platform's own tree, to be written in. */
function copied(): string {
  const folder = temporary();
  for (const name of ["platform", "products", "clusters", "bp.config.yaml"])
    if (existsSync(join(root, name)))
      cpSync(join(root, name), join(folder, name), { recursive: true });
  return folder;
}

async function findings(folder: string): Promise<readonly Finding[]> {
  const { stdout, stderr } = await bp(["lint", "-o", "json"], { cwd: folder });
  expect(stderr).toBe("");
  return (JSON.parse(stdout) as { findings: readonly Finding[] }).findings;
}

/** What is said after the seed and was not before, and what is not said any more. */
async function difference(
  seed: string,
): Promise<{ readonly added: readonly Finding[]; readonly gone: number; readonly line: number }> {
  const folder = copied();
  const before = await findings(folder);
  const file = join(folder, template);
  const line = readFileSync(file, "utf8").split("\n").length;
  appendFileSync(file, seed);
  const after = await findings(folder);
  const known = new Set(before.map(({ fingerprint }) => fingerprint));
  const still = new Set(after.map(({ fingerprint }) => fingerprint));
  return {
    added: after.filter(({ fingerprint }) => !known.has(fingerprint)),
    gone: before.filter(({ fingerprint }) => !still.has(fingerprint)).length,
    line,
  };
}

const topic = `---
apiVersion: kafka.strimzi.io/v1beta2
kind: KafkaTopic
metadata:
  name: tokens
`;

test(
  "a CR without its provider is found once, at its place, and nothing else changes",
  { timeout },
  async () => {
    const { added, gone, line } = await difference(topic);
    expect(gone).toBe(0);
    expect(added).toMatchObject([
      {
        ruleId: "BP411",
        severity: "error",
        file: template,
        line: line + 1,
        column: 13,
        blueprint: "bp-axon",
        message:
          "no blueprint of the tree brings KafkaTopic (kafka.strimzi.io), as bp-strimzi-kafka-operator would",
      },
    ]);
  },
);

test(
  "one that asks the cluster first, or is off by default, changes nothing",
  { timeout },
  async () => {
    const asks = '{{- if .Capabilities.APIVersions.Has "kafka.strimzi.io/v1beta2" }}';
    const off = "{{- if .Values.nobodySetsThis }}";
    const seed = [asks, off].map((condition) => `\n${condition}\n${topic}{{- end }}\n`).join("");
    expect(await difference(seed)).toMatchObject({ added: [], gone: 0 });
  },
);
