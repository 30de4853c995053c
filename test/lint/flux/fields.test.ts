import { describe, expect, test } from "vitest";

import { fieldTable } from "../../../src/lint/flux/field-table.ts";
import { fluxSpec, servedVersions } from "../../../src/lint/flux/fields.ts";
import type { FluxField } from "../../../src/lint/flux/fields.ts";
import { fluxReleases } from "../../../src/lint/flux/release-table.ts";

const minors = fluxReleases.map(({ flux }) => flux);

/** The table's line again. */
function written({ releases, fields }: FluxField): string {
  return `${spans(releases)} ${below(fields, releases)}`;
}

function below(fields: ReadonlyMap<string, FluxField>, around: readonly string[]): string {
  return [...fields]
    .map(([name, field]) => {
      const mark = field.releases.length === around.length ? "" : `@${spans(field.releases)}`;
      const inner = field.fields.size === 0 ? "" : `{${below(field.fields, field.releases)}}`;
      return `${name}${field.isFree ? "*" : ""}${mark}${inner}`;
    })
    .join(" ");
}

function spans(releases: readonly string[]): string {
  const [first = "", last = ""] = [releases[0], releases.at(-1)];
  return first === last ? first : `${first}-${last}`;
}

describe("the table of Flux's fields", () => {
  test.each(Object.keys(fieldTable))("is read whole: %s", (api) => {
    const spec = fluxSpec(api);
    const line = (fieldTable[api] ?? "").trim().replaceAll(/\s+/gu, " ");
    expect(spec && written(spec)).toBe(line);
  });

  test("says in which releases a field is", () => {
    const install = fluxSpec("helm.toolkit.fluxcd.io/v2 HelmRelease")?.fields.get("install");
    expect(install?.releases).toEqual(minors);
    expect(install?.fields.get("disableTakeOwnership")?.releases).toEqual(
      minors.slice(minors.indexOf("2.5")),
    );
    expect(install?.fields.get("strategy")?.fields.get("name")?.releases[0]).toBe("2.7");
    expect(fluxSpec("helm.toolkit.fluxcd.io/v2 HelmRelease")?.fields.get("values")?.isFree).toBe(
      true,
    );
    expect(fluxSpec("helm.toolkit.fluxcd.io/v2 Nothing")).toBe(undefined);
    expect(fluxSpec("constructor")).toBe(undefined);
  });

  test("says what is served, oldest first", () => {
    const group = "source.toolkit.fluxcd.io";
    expect(servedVersions(group, "HelmRepository", "2.4")).toEqual(
      ["v1beta1", "v1beta2", "v1"].map((version) => `${group}/${version}`),
    );
    expect(servedVersions(group, "HelmRepository", "2.9")).toEqual([`${group}/v1`]);
    expect(servedVersions(group, "Alert", "2.9")).toEqual([]);
  });
});
