import { existsSync } from "node:fs";
import path from "node:path";

import { Ajv } from "ajv";
import { load } from "js-yaml";
import semver from "semver";
import { describe, expect, test } from "vitest";

import type { Fields } from "./charts.ts";
import {
  all,
  asFields,
  at,
  charts,
  listAt,
  readFields,
  readText,
  subcharts,
  umbrellas,
  valuesOf,
} from "./charts.ts";

const keywords = new Set(
  "type format default enum minimum maximum oneOf anyOf dependencies properties required items description x-catalyst-ui-hint x-catalyst-ui-filter".split(
    " ",
  ),
);
const hints = ["password", "domain-picker", "application-ref"];
const secretish = /(password|token|apiKey|privateKey)$/i;

const versions = new Map(
  all.map((chart) => [
    `bp-${chart.name}`,
    String(readFields(chart, "chart/Chart.yaml")["version"]),
  ]),
);

interface Setting {
  readonly path: readonly string[];
  readonly schema: Fields;
}

/** Every schema inside a schema, with the path of the value it describes. */
function settings(schema: Fields, above: readonly string[] = []): readonly Setting[] {
  const inner = Object.entries(asFields(schema["properties"]));
  return [
    { path: above, schema },
    ...inner.flatMap(([key, next]) => settings(asFields(next), [...above, key])),
  ];
}

function scalars(
  value: unknown,
  above: readonly string[] = [],
): readonly (readonly [string, unknown])[] {
  if (typeof value !== "object" || value === null) return [[above.join("."), value]];
  return Object.entries(value).flatMap(([key, inner]) => scalars(inner, [...above, key]));
}

describe.each(all.map((chart) => ({ chart, name: chart.name })))("$name", ({ chart }) => {
  const own = charts.includes(chart);
  const blueprint = readFields(chart, "blueprint.yaml");
  const spec = asFields(blueprint["spec"]);
  const described = readFields(chart, "chart/Chart.yaml");
  const values = valuesOf(chart);

  test("is named after its folder, at one version", () => {
    expect(blueprint["apiVersion"]).toMatch(/^catalyst\.openova\.io\/v1(alpha1)?$/);
    expect(at(blueprint, "metadata", "name")).toBe(`bp-${chart.name}`);
    expect(described["name"]).toBe(`bp-${chart.name}`);
    expect(spec["version"]).toBe(described["version"]);
    expect(described["kubeVersion"]).toBe(">=1.29.0-0");
    expect(readText(chart, "README.md")).toContain("Kubernetes: oldest 1.29, newest 1.32.");
  });

  test("has a complete card, with a picture that is there", () => {
    const card = asFields(spec["card"]);
    for (const field of ["title", "summary", "category", "documentation", "license"]) {
      expect(card[field], field).toEqual(expect.stringMatching(/\S/));
    }
    expect(listAt(card, "tags").length).toBeGreaterThan(0);
    expect(readText(chart, String(card["icon"]))).toMatch(/^<svg /);
    expect(["listed", "unlisted", "private"]).toContain(spec["visibility"]);
    expect(at(spec, "owner", "team")).toEqual(expect.any(String));
  });

  test("asks for settings that the chart has, with the chart's own defaults", () => {
    const validator = new Ajv({ strict: false });
    for (const { path: keys, schema } of settings(asFields(spec["configSchema"]))) {
      const where = keys.join(".");
      expect(
        Object.keys(schema).filter((key) => !keywords.has(key)),
        where,
      ).toEqual([]);
      expect(Object.keys(asFields(schema["properties"])), where).toEqual(
        expect.arrayContaining([...listAt(schema, "required")]),
      );
      if ("x-catalyst-ui-hint" in schema) expect(hints).toContain(schema["x-catalyst-ui-hint"]);
      if (!("default" in schema)) continue;
      expect(at(values, ...keys), where).toEqual(schema["default"]);
      expect(validator.validate(schema, schema["default"]), where).toBe(true);
    }
  });

  test("may be placed in modes that contain its defaults", () => {
    const modes = listAt(spec, "placementSchema", "modes");
    expect(modes).toContain(at(spec, "placementSchema", "default"));
    expect(modes).toContain(at(spec, "placementSchema", "defaultOnMultiRegion") ?? modes[0]);
  });

  test("depends on versions that this repository has", () => {
    for (const edge of listAt(spec, "depends")) {
      const name = String(at(edge, "blueprint"));
      const version = versions.get(name);
      expect(version, name).toBeDefined();
      expect(semver.satisfies(version ?? "", String(at(edge, "version"))), name).toBe(true);
    }
  });

  test.runIf(own)(
    "carries what it declares, unpacked, at the exact version, each with its switch",
    () => {
      const declared = listAt(described, "dependencies").map(asFields);
      expect(new Set(declared.map(({ name }) => name))).toEqual(new Set(subcharts(chart)));
      for (const { name, version, repository, condition } of declared) {
        const inner = readFields(chart, `chart/charts/${String(name)}/Chart.yaml`);
        expect(inner["name"]).toBe(name);
        expect(inner["version"]).toBe(version);
        expect(repository).toBe("");
        expect(condition).toBe(inner["type"] === "library" ? undefined : `${String(name)}.enabled`);
      }
    },
  );

  test.runIf(!own)("names its upstream once, and has nothing of it", () => {
    const declared = listAt(described, "dependencies").map(asFields);
    const {
      chart: name,
      version,
      repo: repository,
    } = asFields(at(values, "catalystBlueprint", "upstream"));
    expect(declared).toContainEqual(expect.objectContaining({ name, version, repository }));
    for (const dependency of declared) {
      expect(dependency["version"]).toMatch(/^v?\d+\.\d+\.\d+$/u);
      expect(dependency["repository"]).toMatch(/^https:\/\//u);
    }
    expect(listAt(readFields(chart, "chart/Chart.lock"), "dependencies")).toHaveLength(
      declared.length,
    );
    expect(existsSync(path.join(chart.folder, "chart", "charts"))).toBe(false);
  });

  test("has no secret among its values, and a schema for them", () => {
    const secrets = scalars(values).filter(
      ([key, value]) => secretish.test(key) && !key.includes("existingSecret") && value !== "",
    );
    expect(secrets).toEqual([]);
    const schema = JSON.parse(readText(chart, "chart/values.schema.json")) as Fields;
    const validate = new Ajv({ strict: false }).compile(schema);
    expect(
      validate(load(readText(chart, "chart/values.yaml"))),
      JSON.stringify(validate.errors),
    ).toBe(true);
    expect(validate({ fullnameOverride: 1, global: "none" })).toBe(false);
  });

  test("ships nothing that only CI needs", () => {
    const ignored = readText(chart, "chart/.helmignore").split("\n");
    expect(ignored).toEqual(expect.arrayContaining(["ci/", "tests/", "*.sh"]));
    expect(existsSync(path.join(chart.folder, "chart", "kustomization.yaml"))).toBe(false);
  });
});

test("no Blueprint waits for itself", () => {
  const needs = new Map(
    all.map((chart) => [
      `bp-${chart.name}`,
      listAt(readFields(chart, "blueprint.yaml"), "spec", "depends").map((edge) =>
        String(at(edge, "blueprint")),
      ),
    ]),
  );
  const settled = new Set<string>();
  for (let before = -1; before !== settled.size;) {
    before = settled.size;
    for (const [name, wanted] of needs)
      if (wanted.every((other) => settled.has(other))) settled.add(name);
  }
  expect([...needs.keys()].filter((name) => !settled.has(name))).toEqual([]);
});

test("the umbrellas of the bootstrap kit are here", () => {
  expect(umbrellas.map(({ name }) => name)).toEqual([
    "cert-manager",
    "cilium",
    "cnpg",
    "crossplane",
    "external-dns",
    "external-secrets",
    "flux",
    "gitea",
    "harbor",
    "keycloak",
    "nats-jetstream",
    "openbao",
    "powerdns",
    "sealed-secrets",
    "spire",
    "valkey",
  ]);
});

test("the products and platform parts that belong here are here", () => {
  expect(charts.map(({ name }) => name)).toEqual([
    "crossplane-claims",
    "network-policies",
    "newapi",
    "stalwart-sovereign",
    "axon",
    "catalyst",
    "cortex",
    "fabric",
    "fingate",
    "relay",
  ]);
});
