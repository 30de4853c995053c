import { existsSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { bp } from "../support/program.ts";
import type { Refusal } from "../support/refusal.ts";
import { expectRefusal } from "../support/refusal.ts";
import type { Files } from "../support/workspace.ts";
import { unit, workspace } from "../support/workspace.ts";

const good = unit("products/good");
const shop = unit("products/shop");
const manifest = "products/shop/blueprint.yaml";
const chart = "products/shop/chart";
const inChart = (path: string): string => `${chart}/${path}`;

interface Case {
  readonly title: string;
  readonly files?: Files;
  readonly change?: (folder: string) => void;
  readonly refusal: Refusal;
}

/** The text of a file with something in the place of something else. */
function edited(path: string, from: string, to: string): Files {
  const text = shop[path] ?? "";
  expect(text).toContain(from);
  return { [path]: text.replace(from, to) };
}

const cases: readonly Case[] = [
  {
    title: "broken YAML",
    files: edited(manifest, "  visibility: listed", "  visibility: [listed"),
    refusal: { code: 1, says: [/products\/shop\/blueprint\.yaml:\d+:\d+/u, "help:"] },
  },
  {
    title: "a tab for an indent",
    files: edited(manifest, "  version: 1.0.0", "\tversion: 1.0.0"),
    refusal: { code: 1, says: [/products\/shop\/blueprint\.yaml:6:\d+/u, /tab/iu, "help:"] },
  },
  {
    title: "a key twice",
    files: edited(manifest, "  visibility: listed", "  visibility: listed\n  visibility: private"),
    refusal: { code: 1, says: [/products\/shop\/blueprint\.yaml:11:3/u, /visibility/u, "help:"] },
  },
  {
    title: "a key twice in Chart.yaml",
    files: edited(inChart("Chart.yaml"), "name: bp-shop", "name: bp-shop\nname: bp-shop"),
    refusal: { code: 1, says: [/products\/shop\/chart\/Chart\.yaml:3:1/u, /name/u, "help:"] },
  },
  {
    title: "a link that leaves the workspace",
    change: (folder) => symlinkSync("/etc/hostname", join(folder, inChart("templates/host.yaml"))),
    refusal: { code: 1, says: ["products/shop/chart/templates/host.yaml", "help:"] },
  },
  {
    title: "a link that leaves the chart",
    change: (folder) =>
      symlinkSync("../../../good/blueprint.yaml", join(folder, inChart("templates/other.yaml"))),
    refusal: { code: 1, says: ["products/shop/chart/templates/other.yaml", "help:"] },
  },
  {
    title: "a link to itself",
    change: (folder) => symlinkSync("loop.yaml", join(folder, inChart("templates/loop.yaml"))),
    refusal: { code: 1, says: ["products/shop/chart/templates/loop.yaml", "help:"] },
  },
  {
    title: "a file of a gigabyte",
    change: (folder) => {
      const file = join(folder, inChart("files.bin"));
      writeFileSync(file, "");
      truncateSync(file, 1024 ** 3);
    },
    refusal: { code: 1, says: ["products/shop/chart/files.bin", "5242880|5 MiB|5 MB", "help:"] },
  },
  {
    title: "a blueprint.yaml of a gigabyte",
    change: (folder) => truncateSync(join(folder, manifest), 1024 ** 3),
    refusal: { code: 1, says: [manifest, "help:"] },
  },
  {
    title: "a chart's name that climbs",
    files: edited(inChart("Chart.yaml"), "name: bp-shop", "name: ../../evil"),
    refusal: { code: 1, says: [/products\/shop\/chart\/Chart\.yaml:\d+:\d+/u, /evil/u, "help:"] },
  },
  {
    title: "a version that is none",
    files: {
      ...edited(manifest, "version: 1.0.0", "version: one"),
      ...edited(inChart("Chart.yaml"), "version: 1.0.0", "version: one"),
    },
    refusal: { code: 1, says: [/products\/shop\/\S+yaml:\d+:\d+/u, /one/u, "help:"] },
  },
  {
    title: "a dependency that climbs out of the workspace",
    files: unit("products/shop", {
      dependencies: ['{ name: evil, version: 1.0.0, repository: "file://../../../../../etc" }'],
    }),
    refusal: { code: 1, says: [/products\/shop\/chart\/Chart\.yaml:\d+/u, /evil/u, "help:"] },
  },
  {
    title: "a dependency that is not vendored",
    files: unit("products/shop", {
      dependencies: ['{ name: redis, version: 1.2.3, repository: "https://charts.example.org" }'],
    }),
    refusal: {
      code: 1,
      says: [/not vendored/u, /redis/u, /1\.2\.3/u, /charts\.example\.org/u, "help:"],
    },
  },
];

test.each(cases)("$title: place, remedy, exit code, and the rest is published", async (one) => {
  const folder = workspace(good, shop, one.files ?? {});
  one.change?.(folder);
  const outcome = await bp(["publish", "--all"], { cwd: folder });
  const { code, says } = one.refusal;
  expectRefusal(outcome, { code, says: says.map((part) => new RegExp(part, "u")) });
  expect(outcome.stdout).toMatch(/published\s+oci-layout:\.bp\/registry\/bp-good:1\.0\.0/u);
  expect(existsSync(join(folder, ".bp/registry/bp-shop"))).toBe(false);
  expect(existsSync(join(folder, "../evil"))).toBe(false);
});

test("a blueprint without its chart says so", async () => {
  const folder = workspace({ [manifest]: shop[manifest] ?? "" });
  const outcome = await bp(["publish", "--all"], { cwd: folder });
  expectRefusal(outcome, { code: 1, says: ["products/shop", /chart/u, "help:"] });
});
