import { expect, test } from "vitest";

import { planInstall } from "../../../src/app/install/plan-install.ts";
import type { Specs } from "./support.ts";
import { catalogueOf, existing, lines, planOf, valuesIn, wish } from "./support.ts";

const blog = `configSchema:
  type: object
  required: [domain]
  properties:
    domain: {type: string, format: hostname}
    replicas: {type: integer, default: 2, minimum: 1}
    postgres:
      type: object
      properties:
        mode: {type: string, default: embedded, enum: [embedded, external]}
depends:
  - blueprint: bp-postgres
    version: ^1.4
    alias: db
    when: "{{ .config.postgres.mode == 'embedded' }}"
    values:
      databases: ["{{ .application.name }}"]
      replicas: "{{ .config.replicas }}"
      host: "db.{{ .config.domain }}"
manifests:
  chart: bp-blog
  values: {fixed: true}
  overlays:
    small: {replicas: 1, backups: weekly}
    large: {replicas: 5, postgres: {mode: external}}
`;

const specs: Specs = {
  "bp-blog@1.3.0": blog,
  "bp-postgres@2.0.0": "upgrades: {from: [1.6.x]}\n",
  "bp-postgres@1.6.0":
    "upgrades: {from: [1.4.x, 1.5.x]}\nconfigSchema:\n  properties:\n    replicas: {type: integer, maximum: 3}\n    size: {default: small}\n",
  "bp-postgres@1.5.0": "depends: [{blueprint: disk, version: ^1}]\nupgrades: {from: [1.4.x]}\n",
  "bp-postgres@1.4.0": "",
  "bp-disk@1.0.0": "",
};

test("what is needed comes first, with what it is handed, and the values of all layers", async () => {
  const plan = await planOf(specs, wish("bp-blog", { yaml: "domain: a.example\n" }));
  expect(lines(plan)).toEqual(["create postgres bp-postgres 1.6.0", "create blog bp-blog 1.3.0"]);
  expect(
    plan.applications.map(({ wave, dependsOn, wantedBy }) => [wave, dependsOn, wantedBy]),
  ).toEqual([
    [0, [], ["blog"]],
    [1, ["postgres"], []],
  ]);
  expect(valuesIn(plan, "postgres")).toEqual({
    databases: ["blog"],
    replicas: 2,
    host: "db.a.example",
    size: "small",
  });
  expect(valuesIn(plan, "blog")).toEqual({
    domain: "a.example",
    replicas: 2,
    postgres: { mode: "embedded" },
    fixed: true,
    dependencies: { db: { name: "postgres", namespace: "postgres", blueprint: "bp-postgres" } },
  });
  expect(plan.findings).toEqual([]);
});

test("an overlay stands over the defaults and below the user; it decides over conditions too", async () => {
  const yaml = "domain: a.example\n";
  const small = await planOf(specs, wish("bp-blog", { yaml, overlay: "small" }));
  expect(valuesIn(small, "blog")).toMatchObject({ replicas: 1, backups: "weekly" });
  expect(valuesIn(small, "postgres")).toMatchObject({ replicas: 1 });
  const mine = await planOf(
    specs,
    wish("bp-blog", { yaml: `${yaml}replicas: 3\n`, overlay: "small" }),
  );
  expect(valuesIn(mine, "blog")).toMatchObject({ replicas: 3 });
  const large = await planOf(specs, wish("bp-blog", { yaml, overlay: "large" }));
  expect(lines(large)).toEqual(["create blog bp-blog 1.3.0"]);
  await expect(planOf(specs, wish("bp-blog", { yaml, overlay: "smal" }))).rejects.toMatchObject({
    code: "USAGE",
    message: 'bp-blog has no overlay "smal"',
    hint: "did you mean small? it has small, large",
  });
});

test("names and namespaces as they are asked for", async () => {
  const yaml = "domain: a.example\n";
  const plan = await planOf(specs, wish("bp-blog", { yaml, name: "news", namespace: "acme" }));
  expect(plan.applications.map(({ name, namespace }) => `${namespace}/${name}`)).toEqual([
    "acme/postgres",
    "acme/news",
  ]);
  expect(valuesIn(plan, "postgres")).toMatchObject({ databases: ["news"] });
});

test("a configuration that breaks its schema has the place that set it", async () => {
  const yaml = "replicas: 0\ndomain: a b\nnothing: known\n";
  const { findings } = await planOf(specs, wish("bp-blog", { yaml }));
  expect(
    findings.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`),
  ).toEqual([
    "config.yaml:1:11 the configuration of bp-blog at /replicas: 0 is less than 1",
    'config.yaml:2:9 the configuration of bp-blog at /domain: "a b" is no hostname',
  ]);
  const missing = await planOf(specs, wish("bp-blog"));
  expect(missing.findings).toMatchObject([
    {
      ruleId: "CONFIG",
      pointer: "/domain",
      message: expect.stringContaining("domain is missing") as string,
    },
    { message: "what bp-blog hands on to bp-postgres: {{ .config.domain }} has no value" },
  ]);
  const handed = await planOf(specs, wish("bp-blog", { yaml: "domain: a.b\nreplicas: 5\n" }));
  expect(handed.findings).toMatchObject([
    {
      file: "bp-postgres.yaml",
      line: 6,
      message: "the configuration of bp-postgres at /replicas: 5 is more than 3",
    },
  ]);
});

test("what is installed is reused, and changed where something new is asked of it", async () => {
  const yaml = "domain: a.example\nreplicas: 3\n";
  const values = { databases: ["blog"], replicas: 3, host: "db.a.example", size: "large" };
  const there = existing("bp-postgres", "1.4.0", { name: "pg", namespace: "data", values });
  const reused = await planOf(specs, wish("bp-blog", { yaml, existing: [there] }));
  expect(lines(reused)).toEqual([
    "reuse pg bp-postgres 1.4.0 to 1.4.0",
    "create blog bp-blog 1.3.0",
  ]);
  expect(valuesIn(reused, "blog")).toMatchObject({
    dependencies: { db: { name: "pg", namespace: "data" } },
  });
  const other = { ...there, values: { databases: ["shop"], size: "large" } };
  const changed = await planOf(specs, wish("bp-blog", { yaml, existing: [other] }));
  expect(lines(changed)[0]).toBe("change pg bp-postgres 1.4.0 to 1.4.0");
  expect(valuesIn(changed, "pg")).toEqual({
    databases: ["shop", "blog"],
    size: "large",
    replicas: 3,
    host: "db.a.example",
  });
});

test("an installed version that will not do is upgraded where its blueprint lets it, step by allowed step", async () => {
  const shop = {
    ...specs,
    "bp-shop@1.0.0": "depends: [{blueprint: postgres, version: '>=1.5'}]\n",
  };
  const old = await planOf(shop, wish("bp-shop", { existing: [existing("bp-postgres", "1.4.2")] }));
  expect(lines(old)).toEqual([
    "change postgres bp-postgres 1.4.2 to 1.6.0",
    "create shop bp-shop 1.0.0",
  ]);
  const two = { ...specs, "bp-shop@1.0.0": "depends: [{blueprint: postgres, version: ^2}]\n" };
  const result = await planInstall(
    wish("bp-shop", { existing: [existing("bp-postgres", "1.4.0")] }),
    catalogueOf(two),
  );
  expect(result).toMatchObject({
    kind: "conflict",
    lines: [
      "no version of bp-postgres is in the range that is wanted",
      "you want bp-shop",
      "bp-shop 1.0.0 wants bp-postgres ^2",
      "bp-postgres 1.4.0 is installed as postgres, and may be 1.4.0 to 1.6.0",
    ],
  });
});

test("what the installed want of each other stays met", async () => {
  const more = {
    ...specs,
    "bp-wiki@1.0.0": "depends: [{blueprint: postgres, version: ~1.4}]\n",
    "bp-shop@1.0.0": "depends: [{blueprint: postgres, version: ^1.5}]\n",
  };
  const there = [existing("bp-wiki", "1.0.0"), existing("bp-postgres", "1.4.0")];
  const result = await planInstall(wish("bp-shop", { existing: there }), catalogueOf(more));
  expect(result).toMatchObject({
    kind: "conflict",
    lines: [
      "no version of bp-postgres is in every range that is wanted",
      "the installed wiki wants bp-postgres ~1.4",
      "you want bp-shop",
      "bp-shop 1.0.0 wants bp-postgres ^1.5",
      "bp-postgres 1.4.0 is installed as postgres, and may be 1.4.0 to 1.6.0",
    ],
  });
  const unrelated = await planOf(more, wish("bp-disk", { existing: there }));
  expect(lines(unrelated)).toEqual(["create disk bp-disk 1.0.0"]);
});

test("a second installation of a blueprint stands beside the first", async () => {
  const there = [existing("bp-disk", "1.0.0")];
  const same = await planOf(specs, wish("bp-disk", { existing: there }));
  expect(lines(same)).toEqual(["reuse disk bp-disk 1.0.0 to 1.0.0"]);
  const second = await planOf(specs, wish("bp-disk", { existing: there, name: "disk2" }));
  expect(lines(second)).toEqual(["create disk2 bp-disk 1.0.0"]);
});

test("what two hand on is joined, and told where they disagree", async () => {
  const both = {
    "bp-shop@1.0.0": "depends: [{blueprint: a}, {blueprint: b}]\n",
    "bp-a@1.0.0": "depends: [{blueprint: db, values: {databases: [a], tier: {size: small}}}]\n",
    "bp-b@1.0.0":
      "depends: [{blueprint: db, values: {databases: [b], tier: {size: big, disk: 1}}}]\n",
    "bp-db@1.0.0": "",
  };
  const plan = await planOf(both, wish("bp-shop"));
  expect(valuesIn(plan, "db")).toMatchObject({ tier: { disk: 1 } });
  expect(plan.findings.map(({ file, line, message }) => `${file}:${line} ${message}`)).toEqual([
    'bp-a.yaml:3 what bp-a hands on to bp-db: tier.size is "big" by another, and "small" here',
  ]);
});

test("what is handed on decides over conditions further in", async () => {
  const chain = {
    "bp-shop@1.0.0": "depends: [{blueprint: db, values: {backup: true}}]\n",
    "bp-db@2.0.0":
      "configSchema: {properties: {backup: {default: false}}}\ndepends: [{blueprint: vault, version: ^9, when: .config.backup}]\n",
    "bp-db@1.0.0":
      "configSchema: {properties: {backup: {default: false}}}\ndepends: [{blueprint: vault, version: ^1, when: .config.backup}]\n",
    "bp-vault@1.0.0": "",
  };
  expect(lines(await planOf(chain, wish("bp-shop")))).toEqual([
    "create vault bp-vault 1.0.0",
    "create db bp-db 1.0.0",
    "create shop bp-shop 1.0.0",
  ]);
  expect(lines(await planOf(chain, wish("bp-db")))).toEqual(["create db bp-db 2.0.0"]);
});

test("conditions that undo each other end in an error, a circle in its names", async () => {
  const undone = {
    "bp-shop@1.0.0": "depends: [{blueprint: x}]\n",
    "bp-x@2.0.0":
      "depends: [{blueprint: z, values: {disk: {want: 1}}}, {blueprint: w, version: ^1}]\n",
    "bp-x@1.0.0": "depends: [{blueprint: z}]\n",
    "bp-z@1.0.0": "depends: [{blueprint: w, version: ^9, when: .config.disk.want == 1}]\n",
    "bp-w@9.0.0": "",
    "bp-w@1.0.0": "",
  };
  await expect(planOf(undone, wish("bp-shop"))).rejects.toMatchObject({
    code: "MATERIAL",
    message: "the conditions of depends never settle: each choice undoes the last",
  });
  const circle = {
    "bp-a@1.0.0": "depends: [{blueprint: b}]\n",
    "bp-b@1.0.0": "depends: [{blueprint: a}]\n",
  };
  expect(await planInstall(wish("bp-a"), catalogueOf(circle))).toEqual({
    kind: "circle",
    names: ["bp-a", "bp-b"],
  });
});

test("only what may be needed is fetched", async () => {
  const asked: string[] = [];
  await planInstall(wish("bp-blog", { yaml: "domain: a.b\n" }), catalogueOf(specs, asked));
  expect([...new Set(asked)]).toEqual(["bp-blog@1.3.0", "bp-postgres@1.6.0"]);
});
