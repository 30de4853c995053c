import type { Rule } from "../rule.ts";
import { oneBlueprint } from "./bp101-one-blueprint.ts";
import { version } from "./bp105-version.ts";
import { cardSummary } from "./bp106-card-summary.ts";
import { visibility } from "./bp107-visibility.ts";
import { dependsObject } from "./bp115-depends-object.ts";
import { schema } from "./bp118-schema.ts";
import { unknownField } from "./bp120-unknown-field.ts";
import { celRule } from "./bp121-cel-rule.ts";
import { crd } from "./bp122-crd.ts";
import { chartName } from "./bp201-chart-name.ts";
import { hollowChart } from "./bp202-hollow-chart.ts";
import { vendored } from "./bp204-vendored.ts";
import { dependsMissing } from "./bp401-depends-missing.ts";
import { dependsRange } from "./bp402-depends-range.ts";
import { dependsCycle } from "./bp403-depends-cycle.ts";
import { lockstep } from "./bp601-lockstep.ts";

/** Every rule, by id. */
export const rules: readonly Rule[] = [
  oneBlueprint,
  version,
  cardSummary,
  visibility,
  dependsObject,
  schema,
  unknownField,
  celRule,
  crd,
  chartName,
  hollowChart,
  vendored,
  dependsMissing,
  dependsRange,
  dependsCycle,
  lockstep,
];
