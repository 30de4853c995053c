export { chartAnnotations, chartConfig } from "./config.ts";
export { readChartYaml, readYaml } from "./chart-yaml.ts";
export { resolveDependencies } from "./dependencies.ts";
export type { DependencyFault, DependencyFaultKind } from "./dependency-fault.ts";
export { findImages } from "./images.ts";
export { imagesInValues } from "./image-values.ts";
export type { FoundImage } from "../model/image-reference.ts";
export { parseImage } from "../model/image-reference.ts";
export type { FoundLicence } from "./licences.ts";
export { declaredLicence, licenceOf } from "./licences.ts";
export type { IgnoreRules } from "./ignore.ts";
export { isIgnored, parseIgnore } from "./ignore.ts";
export type { ChartInspection, HollowFault, InspectedSubchart } from "./inspect.ts";
export { inspectChart } from "./inspect.ts";
export type { SubchartSource } from "./load.ts";
export type { ReadMetadata } from "./metadata.ts";
export { readMetadata } from "./metadata.ts";
export { declaredDependencies, fileChart } from "./nearby.ts";
export type { PackagedChart } from "./package.ts";
export { packageChart } from "./package.ts";
export type { EmbeddedChart, PackagePlan, PlanOptions } from "./plan.ts";
export { planPackage } from "./plan.ts";
export { packedFiles } from "./packed-files.ts";
export { packedMetadata, readPacked } from "./read-packed.ts";
export { accepts } from "./resolution.ts";
export type {
  DependentChart,
  Resolution,
  ResolvedDependency,
  ResolveOptions,
} from "./resolution.ts";
export type { ChartLock, LockedDependency, RequestedDependency } from "./write-lock.ts";
export { isInSync, lockDigest, readChartLock, writeLock } from "./write-lock.ts";
export type { StoredQuestion } from "./release/stored-release.ts";
export { storedRelease } from "./release/stored-release.ts";
export { rendered } from "./render/answer.ts";
export { renderFault } from "./render/fault.ts";
export type { FoundContainer } from "./render/containers.ts";
export { containersIn } from "./render/containers.ts";
export type { ImageFields } from "./render/image-fields.ts";
export { imageFields } from "./render/image-fields.ts";
export type { ObjectImage } from "./render/object-images.ts";
export { objectImages } from "./render/object-images.ts";
export { outputDocuments } from "./render/documents.ts";
export { renderedObjects } from "./render/objects.ts";
