import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { dump, loadAll } from "js-yaml";

import { project } from "../support/built.ts";
import type { Fields } from "./charts.ts";
import { asFields, at } from "./charts.ts";

/** The kit of this repository. */
export const kitFolder: string = join(project, "clusters/_template/bootstrap-kit");

/** The releases of the kit, by the chart that they pin. */
export function kitReleases(): ReadonlyMap<string, Fields> {
  const texts = readdirSync(kitFolder)
    .filter((name) => name !== "kustomization.yaml")
    .map((name) => readFileSync(join(kitFolder, name), "utf8"));
  const found = texts
    .flatMap((text) => loadAll(text).map(asFields))
    .filter((object) => object["kind"] === "HelmRelease");
  return new Map(found.map((one) => [String(at(one, "spec", "chart", "spec", "chart")), one]));
}

/** The values that the kit sets for a Blueprint, filled in as Flux would; undefined for none. */
export function kitValues(name: string): string | undefined {
  const values = at(kitReleases().get(`bp-${name}`), "spec", "values");
  return values === undefined
    ? undefined
    : dump(values).replaceAll("${SOVEREIGN_FQDN}", "sovereign.example");
}
