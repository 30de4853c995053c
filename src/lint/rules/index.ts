import { slotRules } from "../kit-rules.ts";
import type { Rule } from "../rule.ts";
import { suppressionReason } from "./bp001-suppression-reason.ts";
import { suppressionUnused } from "./bp002-suppression-unused.ts";
import { suppressionExpired } from "./bp003-suppression-expired.ts";
import { baselineStale } from "./bp004-baseline-stale.ts";
import { oneBlueprint } from "./bp101-one-blueprint.ts";
import { yamlVersions } from "./bp102-yaml-versions.ts";
import { duplicateKey } from "./bp103-duplicate-key.ts";
import { nameRule } from "./bp104-name.ts";
import { version } from "./bp105-version.ts";
import { cardSummary } from "./bp106-card-summary.ts";
import { visibility } from "./bp107-visibility.ts";
import { cardPictures } from "./bp108-card-pictures.ts";
import { configSchema } from "./bp109-config-schema.ts";
import { placementModesRule } from "./bp110-placement-modes.ts";
import { topology } from "./bp111-topology.ts";
import { endpoints } from "./bp112-endpoints.ts";
import { perOrgTier } from "./bp113-per-org-tier.ts";
import { upgradeRanges } from "./bp114-upgrade-ranges.ts";
import { dependsObject } from "./bp115-depends-object.ts";
import { enumerations } from "./bp116-enumerations.ts";
import { manifestsChart } from "./bp117-manifests-chart.ts";
import { schema } from "./bp118-schema.ts";
import { unknownField } from "./bp120-unknown-field.ts";
import { celRule } from "./bp121-cel-rule.ts";
import { crd } from "./bp122-crd.ts";
import { rangeGrammars } from "./bp123-range-grammars.ts";
import { chartName } from "./bp201-chart-name.ts";
import { hollowChart } from "./bp202-hollow-chart.ts";
import { guardDependency } from "./bp203-guard-dependency.ts";
import { vendored } from "./bp204-vendored.ts";
import { upstreamValues } from "./bp205-upstream-values.ts";
import { exactUpstream } from "./bp206-exact-upstream.ts";
import { lock } from "./bp207-lock.ts";
import { kustomization } from "./bp208-kustomization.ts";
import { packagedTests } from "./bp209-packaged-tests.ts";
import { vendoredSubchart } from "./bp210-vendored-subchart.ts";
import { descriptionLength } from "./bp211-description-length.ts";
import { releaseSize } from "./bp212-release-size.ts";
import { crossFilePins } from "./bp213-cross-file-pins.ts";
import { unshippedFolder } from "./bp214-unshipped-folder.ts";
import { upstreamExists } from "./bp215-upstream-exists.ts";
import { lockedBytes } from "./bp216-locked-bytes.ts";
import { kustomizeLayout } from "./bp221-kustomize-layout.ts";
import { kustomizeFields } from "./bp222-kustomize-fields.ts";
import { kustomizeReferences } from "./bp223-kustomize-references.ts";
import { kustomizeReach } from "./bp224-kustomize-reach.ts";
import { kustomizeObjects } from "./bp225-kustomize-objects.ts";
import { kustomizeTemplate } from "./bp226-kustomize-template.ts";
import { emptyRender } from "./bp301-empty-render.ts";
import { monitoringOff } from "./bp302-monitoring-off.ts";
import { knownFunctions } from "./bp303-known-functions.ts";
import { uniqueObjects } from "./bp304-unique-objects.ts";
import { namedObjects } from "./bp305-named-objects.ts";
import { forbiddenContent } from "./bp306-forbidden.ts";
import { ownCrd } from "./bp307-own-crd.ts";
import { foreignCrd } from "./bp308-foreign-crd.ts";
import { images } from "./bp309-images.ts";
import { plainSecret } from "./bp310-plain-secret.ts";
import { patchDirectives } from "./bp311-patch-directives.ts";
import { hookOfOwnCrd } from "./bp312-hook-of-own-crd.ts";
import { unusedValue } from "./bp313-unused-value.ts";
import { imageExists } from "./bp314-image-exists.ts";
import { compositionObject } from "./bp321-composition-object.ts";
import { compositionTwice } from "./bp322-composition-twice.ts";
import { definitionName } from "./bp323-definition-name.ts";
import { definitionVersion } from "./bp324-definition-version.ts";
import { compositeType } from "./bp325-composite-type.ts";
import { compositionFunction } from "./bp326-composition-function.ts";
import { compositionTemplate } from "./bp327-composition-template.ts";
import { claimNames } from "./bp328-claim-names.ts";
import { dependsMissing } from "./bp401-depends-missing.ts";
import { dependsRange } from "./bp402-depends-range.ts";
import { dependsCycle } from "./bp403-depends-cycle.ts";
import { kitParity } from "./bp404-kit-parity.ts";
import { impliedDependency } from "./bp405-implied-dependency.ts";
import { redundantEdge } from "./bp406-redundant-edge.ts";
import { alias } from "./bp407-alias.ts";
import { condition } from "./bp408-condition.ts";
import { bundledKitChart } from "./bp409-bundled-kit-chart.ts";
import { impliedCycle } from "./bp410-implied-cycle.ts";
import { unprovidedKind } from "./bp411-unprovided-kind.ts";
import { lockstep } from "./bp601-lockstep.ts";
import { smallBump } from "./bp613-small-bump.ts";
import { upgradePath } from "./bp614-upgrade-path.ts";

/** Every rule, by id. */
export const rules: readonly Rule[] = [
  suppressionReason,
  suppressionUnused,
  suppressionExpired,
  baselineStale,
  oneBlueprint,
  yamlVersions,
  duplicateKey,
  nameRule,
  version,
  cardSummary,
  visibility,
  cardPictures,
  configSchema,
  placementModesRule,
  topology,
  endpoints,
  perOrgTier,
  upgradeRanges,
  dependsObject,
  enumerations,
  manifestsChart,
  schema,
  unknownField,
  celRule,
  crd,
  rangeGrammars,
  chartName,
  hollowChart,
  guardDependency,
  vendored,
  upstreamValues,
  exactUpstream,
  lock,
  kustomization,
  packagedTests,
  vendoredSubchart,
  descriptionLength,
  releaseSize,
  crossFilePins,
  unshippedFolder,
  upstreamExists,
  lockedBytes,
  kustomizeLayout,
  kustomizeFields,
  kustomizeReferences,
  kustomizeReach,
  kustomizeObjects,
  kustomizeTemplate,
  emptyRender,
  monitoringOff,
  knownFunctions,
  uniqueObjects,
  namedObjects,
  forbiddenContent,
  ownCrd,
  foreignCrd,
  images,
  plainSecret,
  patchDirectives,
  hookOfOwnCrd,
  unusedValue,
  imageExists,
  compositionObject,
  compositionTwice,
  definitionName,
  definitionVersion,
  compositeType,
  compositionFunction,
  compositionTemplate,
  claimNames,
  dependsMissing,
  dependsRange,
  dependsCycle,
  kitParity,
  impliedDependency,
  redundantEdge,
  alias,
  condition,
  bundledKitChart,
  impliedCycle,
  unprovidedKind,
  ...slotRules,
  lockstep,
  smallBump,
  upgradePath,
];
