export { compareKits } from "./compare.ts";
export type { Carry, Comparison, Difference } from "./compare.ts";
export { expectedFile, generatedFile, readExpected, readGenerated } from "./expected.ts";
export { readKitFile } from "./kit-file.ts";
export type { KitText } from "./kit-file.ts";
export { readKustomization, readSubstitutions } from "./kustomization.ts";
export { kitSlots, readKitSlots } from "./slots.ts";
