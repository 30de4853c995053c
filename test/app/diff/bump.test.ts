import { describe, expect, test } from "vitest";

import { neededBump } from "../../../src/app/diff/bump.ts";
import { stranded } from "../../../src/app/diff/upgrade-paths.ts";
import type { UpgradeStep } from "../../../src/app/diff/upgrade-paths.ts";
import type { Level } from "../../../src/app/vendor/level.ts";

describe("a change needs", () => {
  test.each<[Level, string, string, string, boolean]>([
    ["patch", "1.2.3", "1.2.3", "1.2.4", false],
    ["patch", "1.2.3", "1.2.4", "1.2.4", true],
    ["minor", "1.2.3", "1.2.4", "1.3.0", false],
    ["minor", "1.2.3", "1.3.0", "1.3.0", true],
    ["minor", "1.2.3", "2.0.0", "1.3.0", true],
    ["major", "1.2.3", "1.9.0", "2.0.0", false],
    ["major", "1.2.3", "2.0.0", "2.0.0", true],
    ["major", "1.2.3", "2.0.0-rc.1", "2.0.0", true],
    ["major", "0.2.3", "0.2.4", "0.3.0", false],
    ["major", "0.2.3", "0.3.0", "0.3.0", true],
    ["minor", "0.2.3", "0.2.4", "0.2.4", true],
    ["major", "2.0.0-rc.1", "2.0.0-rc.2", "2.0.0", true],
    ["major", "2.0.0-rc.1", "2.0.0-rc.1", "2.0.0", false],
    ["major", "2.0.0", "1.0.0", "3.0.0", true],
  ])("for a %s step from %s to %s at least %s: %j", (...given) => {
    const [level, from, to, least, holds] = given;
    const reasons = [
      { level, what: "it" },
      { level: "patch" as const, what: "other" },
    ];
    expect(neededBump(from, to, reasons)).toMatchObject({ level, least, holds });
  });

  test("nothing where nothing changed, and names the largest reasons alone", () => {
    expect(neededBump("1.0.0", "1.0.0", [])).toMatchObject({ level: undefined, holds: true });
    const reasons = (["patch", "major", "minor", "major"] as const).map((level, at) => ({
      level,
      what: String(at),
    }));
    expect(neededBump("1.0.0", "1.0.1", reasons).reasons.map(({ what }) => what)).toEqual([
      "1",
      "3",
    ]);
  });
});

function step(
  version: string,
  from: readonly string[] = [],
  blocks: readonly string[] = [],
): UpgradeStep {
  return { version, upgrades: { from, blocks } };
}

describe("a way of upgrades", () => {
  test("is there where nothing is said", () => {
    expect(stranded(step("2.0.0"), [step("1.0.0"), step("1.1.0", ["9.x"])])).toEqual([]);
  });

  test("may lead over versions between", () => {
    const published = [step("1.0.0"), step("1.1.0", ["1.0.x"]), step("1.2.0", ["1.1.x"])];
    expect(stranded(step("2.0.0", ["1.2.x"]), published)).toEqual([]);
    expect(stranded(step("2.0.0", ["1.2.x"]), published.toSpliced(1, 1))).toEqual(["1.0.0"]);
  });

  test("is closed by what is blocked, and looks at older versions alone", () => {
    const published = [step("1.1.0", [], ["1.0.0"]), step("1.0.0"), step("3.0.0", ["0.x"])];
    expect(stranded(step("2.0.0", ["1.1.x"]), published)).toEqual(["1.0.0"]);
    expect(stranded(step("2.0.0", [], ["1.x"]), published)).toEqual(["1.0.0", "1.1.0"]);
  });
});
