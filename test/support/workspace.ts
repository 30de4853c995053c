import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { onTestFinished } from "vitest";

export type Files = Readonly<Record<string, string | Uint8Array>>;

export interface UnitOptions {
  readonly version?: string;
  /** Items of spec.depends: name to range. */
  readonly depends?: Readonly<Record<string, string>>;
  /** Dependencies of Chart.yaml, each a line of YAML as `{ name: bp-a, version: 1.0.0, repository: "oci://x" }`. */
  readonly dependencies?: readonly string[];
  /** A line of the one template. */
  readonly data?: string;
}

/** A folder that is gone when the test is done. */
export function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), "bp-e2e-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A workspace with these files, gone when the test is done. */
export function workspace(...files: readonly Files[]): string {
  const folder = temporary();
  write(folder, Object.assign({}, ...files));
  return folder;
}

export function write(folder: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** The files of a small blueprint with a chart: `unit("products/shop")` is bp-shop 1.0.0. */
export function unit(folder: string, options: UnitOptions = {}): Record<string, string> {
  const name = nameOf(folder);
  const { version = "1.0.0", depends = {} } = options;
  const items = Object.entries(depends).map(
    ([on, range]) => `    - { blueprint: ${on}, version: ${JSON.stringify(range)} }\n`,
  );
  return {
    ...chartOnly(folder, options),
    [`${folder}/blueprint.yaml`]: `apiVersion: catalyst.openova.io/v1
kind: Blueprint
metadata:
  name: ${name}
spec:
  version: ${version}
  card:
    title: ${name}
    summary: A blueprint for a test.
  visibility: listed
  manifests:
    chart: ./chart
${items.length === 0 ? "" : `  depends:\n${items.join("")}`}`,
  };
}

/** The same without its blueprint.yaml. */
export function chartOnly(folder: string, options: UnitOptions = {}): Record<string, string> {
  const { version = "1.0.0", dependencies = [], data = "one" } = options;
  const needs = dependencies.map((line) => `  - ${line}\n`).join("");
  return {
    [`${folder}/chart/Chart.yaml`]: `apiVersion: v2
name: ${nameOf(folder)}
version: ${version}
description: A chart for a test.
${needs === "" ? "" : `dependencies:\n${needs}`}annotations:
  catalyst.openova.io/no-upstream: "true"
`,
    [`${folder}/chart/values.yaml`]: "image: registry.example/app:1.2.3\n",
    [`${folder}/chart/templates/config.yaml`]: `apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}
data:
  word: ${data}
`,
  };
}

function nameOf(folder: string): string {
  return `bp-${folder.slice(folder.lastIndexOf("/") + 1)}`;
}
