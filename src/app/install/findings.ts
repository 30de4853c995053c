import type { Finding } from "../../model/finding.ts";
import { finding, sortFindings } from "../../model/finding.ts";
import type { Location } from "../../model/location.ts";
import { startOf } from "../../model/location.ts";
import { keyAt, pointerSteps, pointerTo } from "../../yaml/index.ts";
import { schemaOf, settingsOf } from "./configuration.ts";
import type { Settings } from "./configuration.ts";
import type { HandingFault } from "./handing.ts";
import type { Installable } from "./installable.ts";

/** What is wrong with the configurations of a plan: with the user's, and with what blueprints hand on. */
export function planFindings(
  chosen: readonly Installable[],
  settings: Settings,
  faults: readonly HandingFault[],
): readonly Finding[] {
  return sortFindings([
    ...chosen.flatMap((one) => configFindings(one, settings)),
    ...faults.map((fault) => handingFinding(fault)),
  ]);
}

/** A configuration that breaks its schema, at the place that set it. */
function configFindings(installable: Installable, settings: Settings): readonly Finding[] {
  if (installable.configSchema === undefined) return [];
  const config = settingsOf(installable, settings);
  return schemaOf(installable)
    .violations(config)
    .map(({ pointer, message }) =>
      finding({
        ruleId: "CONFIG",
        severity: "error",
        message: `the configuration of ${installable.name}${pointer === "" ? "" : ` at ${pointer}`}: ${message}`,
        at: placeOf(installable, pointer, settings),
        pointer,
        blueprint: installable.name,
        help: "set it in the file that --config names",
      }),
    );
}

/** Where the user wrote it, else where the blueprint says what it may be. */
function placeOf(installable: Installable, pointer: string, { wish }: Settings): Location {
  const { name, blueprint } = installable;
  const own = name === wish.blueprint ? wish.config.at(pointer) : undefined;
  if (own !== undefined) return own;
  const root = blueprint?.document.root;
  if (blueprint === undefined || root === undefined) return startOf(name);
  const steps = pointerSteps(pointer).flatMap((step) => ["properties", step]);
  return keyAt(root, pointerTo("spec", "configSchema", ...steps));
}

function handingFinding({ from, dependency, message }: HandingFault): Finding {
  return finding({
    ruleId: "CONFIG",
    severity: "error",
    message: `what ${from.name} hands on to ${dependency.name}: ${message}`,
    at: dependency.at,
    blueprint: from.name,
    help: "values may read .application and .config; blueprints that want one application must agree",
  });
}
