import type { Rule } from "./rule.ts";
import { dependsCycle } from "./rules/bp403-depends-cycle.ts";
import { kitParity } from "./rules/bp404-kit-parity.ts";
import { impliedDependency } from "./rules/bp405-implied-dependency.ts";
import { impliedCycle } from "./rules/bp410-implied-cycle.ts";
import { helmRepository } from "./rules/bp501-helm-repository.ts";
import { releaseForm } from "./rules/bp502-release-form.ts";
import { kitPin } from "./rules/bp503-kit-pin.ts";
import { pinLayout } from "./rules/bp504-pin-layout.ts";
import { expectedGraph } from "./rules/bp505-expected-graph.ts";
import { kitFiles } from "./rules/bp506-kit-files.ts";
import { placeholder } from "./rules/bp507-placeholder.ts";
import { uniqueResources } from "./rules/bp508-unique-resources.ts";
import { fluxFields } from "./rules/bp509-flux-fields.ts";
import { kitTemplate } from "./rules/bp510-kit-template.ts";
import { pinnedChart } from "./rules/bp511-pinned-chart.ts";
import { releaseValues } from "./rules/bp512-release-values.ts";
import { versionFloor } from "./rules/bp513-version-floor.ts";
import { generatedDepends } from "./rules/bp514-generated-depends.ts";

/** The rules of slot files, BP5xx, by id. */
export const slotRules: readonly Rule[] = [
  helmRepository,
  releaseForm,
  kitPin,
  pinLayout,
  expectedGraph,
  kitFiles,
  placeholder,
  uniqueResources,
  fluxFields,
  kitTemplate,
  pinnedChart,
  releaseValues,
  versionFloor,
  generatedDepends,
];

/** What `bp kit check` holds: order, parity, and the kits themselves; by id. */
export const kitRules: readonly Rule[] = [
  dependsCycle,
  kitParity,
  impliedDependency,
  impliedCycle,
  ...slotRules,
];
