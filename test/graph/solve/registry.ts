import type { Catalogue } from "./catalogue.ts";

/** Numbers from 0 up to, without, the limit: the same for the same seed. */
export function randomNumbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/**
 * A registry of 200 blueprints with 20 versions each: the lower its number, the more want a blueprint; versions grow by
 * patches, minors and few majors, and a version wants what was new when it came out, mostly by caret.
 */
export function registry(seed: number): Catalogue {
  const random = randomNumbers(seed);
  const catalogue: Record<string, Record<string, readonly string[]>> = {};
  for (let number = 0; number < 200; number += 1) {
    const targets = Array.from({ length: number === 0 ? 0 : random(5) }, () =>
      random(random(2) === 0 ? Math.min(number, 20) : number),
    );
    const versions = grow(random).map((version, age) => {
      const wants = [...new Set(targets)].map((target) => {
        const known = Object.keys(catalogue[`bp-${target}`] ?? {}).toReversed();
        const range = ["^", "^", "^", "~", ">="][random(5)] ?? "";
        return `bp-${target} ${range}${known[Math.max(0, age - random(4))]}`;
      });
      return [version, wants] as const;
    });
    catalogue[`bp-${number}`] = Object.fromEntries(versions.toReversed());
  }
  return catalogue;
}

/** Twenty versions, ascending. */
function grow(random: (limit: number) => number): readonly string[] {
  let [major, minor, patch] = [0, 1, 0];
  return Array.from({ length: 20 }, () => {
    const version = `${major}.${minor}.${patch}`;
    const step = random(10);
    if (step === 0) [major, minor, patch] = [major + 1, 0, 0];
    else if (step < 5) [minor, patch] = [minor + 1, 0];
    else patch += 1;
    return version;
  });
}
