/** Older spellings of placement modes, which the platform still reads, and what they mean. */
const legacy: ReadonlyMap<string, string> = new Map([
  ["single-region", "singleton"],
  ["active-hotstandby", "active-hot-standby"],
]);

/** The modes of placementSchema, the older spellings among them. */
export const placementModes: readonly string[] = [
  "singleton",
  "active-active",
  "active-hot-standby",
  "active-passive",
  ...legacy.keys(),
  "primary-only",
  "secondary-only",
  "every-region",
];

/** The topologies of spec.topology, which knows no older spellings. */
export const topologies: readonly string[] = [
  "active-active",
  "active-hot-standby",
  "active-passive",
  "singleton",
];

/** The mode by the name that it has today. */
export function canonicalMode(mode: string): string {
  return legacy.get(mode) ?? mode;
}
