export { cyclonedx } from "./cyclonedx.ts";
export type { SbomChart, SbomImage, SbomInput, SbomSubchart, SbomTool } from "./input.ts";
export { spdx } from "./spdx.ts";
