export { cyclonedx } from "./cyclonedx.ts";
export { imageReference } from "./image-reference.ts";
export type {
  SbomSubject,
  SbomAbout,
  SbomRender,
  SbomSupplier,
  SbomDependency,
  SbomImage,
  SbomInput,
  SbomSubchart,
  SbomTool,
} from "./input.ts";
export type { ComponentChange } from "./compare.ts";
export { compareComponents } from "./compare.ts";
export type { ListedComponent } from "./read.ts";
export { listedIn } from "./read.ts";
export { spdx } from "./spdx.ts";
