export { readKitSlots } from "./slots.ts";
