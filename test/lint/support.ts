import { readFileSync } from "node:fs";
import { join } from "node:path";

import { lint } from "../../src/lint/index.ts";
import type { LintOptions, LintResult } from "../../src/lint/index.ts";
import { BpError } from "../../src/model/error.ts";
import type { Finding } from "../../src/model/finding.ts";
import type { Tree } from "../../src/model/tree.ts";
import type { Workspace } from "../../src/model/workspace.ts";
import { compileCrd } from "../../src/schema/index.ts";
import type { CompiledCrd } from "../../src/schema/index.ts";
import { loadWorkspace } from "../../src/workspace/index.ts";
import { parseYaml, toValue } from "../../src/yaml/index.ts";

export type Files = Readonly<Record<string, string>>;

/** A tree of texts. */
export function treeOf(files: Files): Tree {
  const paths = Object.keys(files);
  const bytesOf = (path: string): Uint8Array => {
    const text = files[path];
    if (text === undefined) throw new BpError("UNREADABLE", path);
    return new TextEncoder().encode(text);
  };
  return {
    list: async (folder) => {
      const within = folder === "" ? "" : `${folder}/`;
      const below = paths.filter((path) => path.startsWith(within));
      const names = new Set(below.map((path) => path.slice(within.length).split("/")[0] ?? ""));
      return [...names]
        .toSorted()
        .map((name) => ({ name, kind: `${within}${name}` in files ? "file" : "folder" }));
    },
    stat: async (path) => {
      if (path in files) return { kind: "file", size: bytesOf(path).length };
      const isFolder = path === "" || paths.some((one) => one.startsWith(`${path}/`));
      return isFolder ? { kind: "folder", size: 0 } : undefined;
    },
    read: async (path) => bytesOf(path),
    resolve: async (path) => path,
    open: async function* (path) {
      yield bytesOf(path);
    },
  };
}

export const embeddedCrd: CompiledCrd = readCrd();

function readCrd(): CompiledCrd {
  const file = join(import.meta.dirname, "../../schemas/blueprint.crd.yaml");
  const { documents } = parseYaml(readFileSync(file, "utf8"), file);
  return compileCrd(toValue(documents[0]?.root));
}

export function load(files: Files): Promise<Workspace> {
  return loadWorkspace(treeOf(files), { roots: ["platform", "products"], contents: true });
}

/** Everything that is said of these files. */
export async function lintFiles(
  files: Files,
  options: Omit<LintOptions, "crd"> = {},
): Promise<LintResult> {
  const workspace = await load(files);
  const crd = workspace.crd === undefined ? embeddedCrd : compileCrd(workspace.crd.value);
  return lint(workspace, { crd, ...options });
}

/** What one rule says, as `file:line:column message`. */
export async function say(
  ruleId: string,
  files: Files,
  options: Omit<LintOptions, "crd"> = {},
): Promise<readonly string[]> {
  const { findings } = await lintFiles(files, options);
  return findings.filter((finding) => finding.ruleId === ruleId).map(line);
}

export function line({ file, line: row, column, message }: Finding): string {
  return `${file}:${row}:${column} ${message}`;
}

/** A unit that no rule complains of, with changes: a blueprint.yaml, a Chart.yaml, or both. */
export function unit(
  name: string,
  changes: { spec?: string; blueprint?: string; chart?: string } = {},
): Files {
  const folder = `platform/${name}`;
  const blueprint = changes.blueprint ?? blueprintText(name, changes.spec ?? "");
  return {
    [`${folder}/blueprint.yaml`]: blueprint,
    [`${folder}/chart/Chart.yaml`]: changes.chart ?? chartText(name),
  };
}

export function blueprintText(name: string, more: string): string {
  return `apiVersion: catalyst.openova.io/v1
kind: Blueprint
metadata:
  name: bp-${name}
spec:
  version: 1.0.0
  card:
    title: ${name}
    summary: A summary
  visibility: listed
${more}`;
}

export function chartText(name: string, more?: string): string {
  return `apiVersion: v2
name: bp-${name}
version: 1.0.0
${more ?? 'annotations:\n  catalyst.openova.io/no-upstream: "true"\n'}`;
}
