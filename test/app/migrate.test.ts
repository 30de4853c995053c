import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { defaultConfig } from "../../src/app/config.ts";
import { textsOf } from "../../src/app/fix/plan.ts";
import type { MigrateReport } from "../../src/app/migrate.ts";
import { migrate } from "../../src/app/migrate.ts";
import { treeOf } from "../lint/support.ts";

const file = "platform/x/blueprint.yaml";

interface Migrated {
  readonly text: string;
  readonly report: MigrateReport;
}

async function migrated(before: string): Promise<Migrated> {
  const { files, report } = await migrate(
    treeOf({ [file]: before }),
    defaultConfig,
    new Set(["platform/x"]),
  );
  const [text = before] = files.map((one) => textsOf(one).after);
  return { text, report };
}

function manifest(spec: string, version = "v1"): string {
  return `apiVersion: catalyst.openova.io/${version}\nkind: Blueprint\nmetadata: { name: bp-x }\nspec:\n  version: 1.0.0\n${spec}`;
}

describe("a manifest of every older form", () => {
  const before = `\uFEFF# Ours.
apiVersion: "catalyst.openova.io/v1alpha1"   # older
kind: Blueprint
metadata: { name: bp-x }
spec:
  version: 1.0.0

  card:
    title: X
    family: ai        # shelf
    "description": >-
      Two
      lines.
    docs: https://x.example
  placementSchema:
    modes: [single-region, 'active-hotstandby' , active-active]
    default:   single-region
    defaultOnMultiRegion: "active-hotstandby"
  depends:
    - bp-a   # first
    - 'bp-b'
    - { blueprint: bp-c }
`;
  const after = `\uFEFF# Ours.
apiVersion: "catalyst.openova.io/v1"   # older
kind: Blueprint
metadata: { name: bp-x }
spec:
  version: 1.0.0

  card:
    title: X
    category: ai        # shelf
    "summary": >-
      Two
      lines.
    documentation: https://x.example
  placementSchema:
    modes: [singleton, 'active-hot-standby' , active-active]
    default:   singleton
    defaultOnMultiRegion: "active-hot-standby"
  depends:
    - blueprint: bp-a   # first
    - blueprint: 'bp-b'
    - { blueprint: bp-c }
`;

  test("becomes that of today, and all else stays", async () => {
    const { text, report } = await migrated(before);
    expect(text).toBe(after);
    expect(report).toMatchObject({ ok: true, written: false, left: [] });
    expect(report.changes).toHaveLength(10);
  });

  test("so do its line ends", async () => {
    const crlf = before.replaceAll("\n", "\r\n");
    expect((await migrated(crlf)).text).toBe(after.replaceAll("\n", "\r\n"));
  });

  test("is left alone the second time, and so is one that is new", async () => {
    const { text, report } = await migrated(after);
    expect(text).toBe(after);
    expect(report.changes).toEqual([]);
  });
});

describe("what a person must decide is left, and told", () => {
  test("a mode under both names", async () => {
    const before = manifest("  placementSchema:\n    modes: [single-region, singleton]\n");
    const { text, report } = await migrated(before);
    expect(text).toBe(before);
    expect(report.left).toEqual([
      expect.objectContaining({ file, line: 7, message: expect.stringContaining("take one out") }),
    ]);
  });

  test("two names that say different things; those that agree need nothing", async () => {
    const card = "  card: { title: X, category: a, family: b, docs: d, documentation: d }\n";
    const { text, report } = await migrated(manifest(card));
    expect(text).toBe(manifest(card));
    expect(report.left.map(({ message }) => message)).toEqual([
      "the card's family is called category today, and category says something else: keep one",
    ]);
  });

  test("what an alias or a merge key brings", async () => {
    const before = manifest(
      "  more: &more { family: a }\n  mode: &mode single-region\n  card: { title: X, <<: *more }\n  placementSchema: { modes: [*mode] }\n",
    );
    const { text, report } = await migrated(before);
    expect(text).toBe(before);
    expect(report.left).toHaveLength(2);
  });
});

describe("what is not older", () => {
  test.each([
    ["a summary beside a description", "  card: { title: X, summary: a, description: b }\n"],
    ["a tagline beside a summary", "  card: { title: X, summary: a, tagline: b }\n"],
    ["the names of topology.defaults", "  topology: { defaults: { single-region: singleton } }\n"],
    ["another place's mode", "  configSchema: { default: single-region }\n"],
  ])("%s stays", async (_, spec) => {
    const { text, report } = await migrated(manifest(spec));
    expect(text).toBe(manifest(spec));
    expect([report.changes, report.left]).toEqual([[], []]);
  });

  test("a description takes the summary's place before a tagline does", async () => {
    const { text } = await migrated(manifest("  card: { title: X, tagline: b, description: a }\n"));
    expect(text).toBe(manifest("  card: { title: X, tagline: b, summary: a }\n"));
  });

  test("another group's v1alpha1 stays", async () => {
    const other = "apiVersion: example.org/v1alpha1\nkind: Blueprint\nmetadata: { name: bp-x }\n";
    expect((await migrated(other)).text).toBe(other);
  });
});

const corpus =
  process.env["BP_CORPUS"] ?? join(import.meta.dirname, "../../../shared/corpus/openova");

test.skipIf(!existsSync(corpus))(
  "the corpus: only values and keys change, line for line",
  async () => {
    const files = Object.fromEntries(
      ["platform", "products"].flatMap((root) =>
        readdirSync(join(corpus, root)).flatMap((name) => {
          const path = `${root}/${name}/blueprint.yaml`;
          return existsSync(join(corpus, path))
            ? [[path, readFileSync(join(corpus, path), "utf8")]]
            : [];
        }),
      ),
    );
    const folders = new Set(Object.keys(files).map((path) => path.replace(/\/[^/]*$/u, "")));
    const plan = await migrate(treeOf(files), defaultConfig, folders);
    expect(plan.report.changes.length).toBeGreaterThan(100);
    const intended =
      /^apiVersion: |^ +(?:modes|default|defaultOnMultiRegion|category|summary|documentation): |^ +- blueprint: /u;
    for (const one of plan.files) {
      const { before = "", after } = textsOf(one);
      const [old, fresh] = [before.split("\n"), after.split("\n")];
      expect(fresh).toHaveLength(old.length);
      const changed = fresh.filter((line, index) => line !== old[index]);
      expect(changed.filter((line) => !intended.test(line))).toEqual([]);
    }
    const again = Object.assign(
      {},
      files,
      Object.fromEntries(plan.files.map((one) => [one.path, textsOf(one).after])),
    );
    expect((await migrate(treeOf(again), defaultConfig, folders)).files).toEqual([]);
  },
);
