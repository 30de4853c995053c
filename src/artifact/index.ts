export type { ChartArtifact, ChartArtifactInput } from "./chart-manifest.ts";
export { buildArtifact } from "./chart-manifest.ts";
export { blueprintReferrer, publishedBlueprint } from "./blueprint-document.ts";
export type { BlueprintReferrerInput, ScalarReplacement } from "./blueprint-document.ts";
export { emptyConfig } from "./empty-config.ts";
export type { LegacyManifest, LegacyManifestInput } from "./legacy-manifest.ts";
export { legacyManifest } from "./legacy-manifest.ts";
export type { ReferrerInput, ReferrerManifest } from "./referrer-manifest.ts";
export { bundleReferrer, referrerManifest, sbomReferrer } from "./referrer-manifest.ts";
