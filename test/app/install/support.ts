import type { Catalogue } from "../../../src/app/install/catalogue.ts";
import type { ExistingApplication } from "../../../src/app/install/existing.ts";
import { installableOf } from "../../../src/app/install/installable.ts";
import { planInstall } from "../../../src/app/install/plan-install.ts";
import type { InstallPlan, PlannedApplication } from "../../../src/app/install/plan.ts";
import { readConfig } from "../../../src/app/install/read-config.ts";
import type { Wish } from "../../../src/app/install/wish.ts";
import { satisfiesPublished } from "../../../src/model/version.ts";
import { readBlueprint } from "../../../src/workspace/index.ts";
import { parseYaml } from "../../../src/yaml/index.ts";

/** What spec holds, as YAML, by `name@version`; newer versions first. */
export type Specs = Readonly<Record<string, string>>;

/** A catalogue of these blueprints, and what was asked of it. */
export function catalogueOf(specs: Specs, asked: string[] = []): Catalogue {
  const keys = Object.keys(specs).map((key) => key.split("@") as [string, string]);
  return {
    name: "the shelf",
    isLocal: false,
    blueprints: [...new Set(keys.map(([name]) => name))],
    versions: async (name) => keys.filter(([one]) => one === name).map(([, version]) => version),
    installable: async (name, version) => {
      asked.push(`${name}@${version}`);
      const text = `kind: Blueprint\nspec:\n${specs[`${name}@${version}`]?.replaceAll(/^/gmu, "  ")}`;
      const file = `${name}.yaml`;
      const { documents } = parseYaml(text, file);
      const blueprint = readBlueprint({ file, documents, text }, name);
      return installableOf({ name, version, chart: name, digest: undefined }, blueprint);
    },
    admits: (range, version) => satisfiesPublished(version, range),
  };
}

export function wish(
  blueprint: string,
  more: Partial<Wish> & { readonly yaml?: string } = {},
): Wish {
  const { yaml = "", ...rest } = more;
  return {
    blueprint,
    range: undefined,
    name: undefined,
    namespace: undefined,
    overlay: undefined,
    config: readConfig(yaml, "config.yaml"),
    existing: [],
    ...rest,
  };
}

export function existing(
  blueprint: string,
  version: string,
  more: Partial<ExistingApplication> = {},
): ExistingApplication {
  const name = blueprint.replace(/^bp-/u, "");
  return { name, namespace: name, blueprint, version, values: {}, ...more };
}

/** The plan, which there must be. */
export async function planOf(specs: Specs, wished: Wish): Promise<InstallPlan> {
  const result = await planInstall(wished, catalogueOf(specs));
  if (result.kind !== "plan") throw new Error(JSON.stringify(result));
  return result;
}

/** `create db bp-db 1.0.0` a line. */
export function lines({ applications }: InstallPlan): readonly string[] {
  return applications.map(
    ({ action, name, blueprint, from, version }: PlannedApplication) =>
      `${action} ${name} ${blueprint} ${from === null ? "" : `${from} to `}${version}`,
  );
}

export function valuesIn(plan: InstallPlan, name: string): unknown {
  return plan.applications.find((one) => one.name === name)?.values;
}
