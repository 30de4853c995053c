import { expect, test } from "vitest";

import { lint, rules } from "../../../src/lint/index.ts";
import { blueprintText, embeddedCrd, lintFiles, load, say, unit } from "../support.ts";

function withIcon(icon: string, more: Record<string, string> = {}): Record<string, string> {
  const blueprint = blueprintText("a", "").replace("  card:\n", `  card:\n    icon: ${icon}\n`);
  return { ...unit("a", { blueprint }), ...more };
}

const picture = { "platform/a/icon.svg": "<svg/>", "platform/a/img/b.png": "" };
const logos = { "products/catalyst/bootstrap/ui/public/component-logos/a.svg": "<svg/>" };

test.each([
  ["icon.svg", picture],
  ["./img/b.png", picture],
  ["a.svg", logos],
  ["https://example.org/a.svg", {}],
  ["data:image/png;base64,AA==", {}],
])("%s is there", async (icon, files) => {
  expect(await say("BP108", withIcon(icon, files))).toEqual([]);
});

test.each(["icon.png", "img", "../a/icon.svg", "../../platform/a/icon.svg"])(
  "%s is not",
  async (icon) => {
    const { findings } = await lintFiles(withIcon(icon, picture));
    expect(findings).toMatchObject([
      {
        ruleId: "BP108",
        severity: "info",
        line: 8,
        column: 11,
        pointer: "/spec/card/icon",
        message: `there is no ${icon} in platform/a`,
      },
    ]);
  },
);

test("each screenshot by itself", async () => {
  const list = "    screenshots: [icon.svg, b.png]\n  card:\n";
  const files = withIcon("icon.svg", picture);
  const file = "platform/a/blueprint.yaml";
  const blueprint = (files[file] ?? "").replace("    icon:", `${list.split("\n")[0]}\n    icon:`);
  expect(await say("BP108", { ...files, [file]: blueprint })).toEqual([
    `${file}:8:29 there is no b.png in platform/a`,
  ]);
});

test("a blueprint in its chart names what lies there", async () => {
  const { "platform/a/blueprint.yaml": blueprint = "", ...chart } = withIcon("icon.svg");
  const inside = { ...chart, "platform/a/chart/blueprint.yaml": blueprint };
  expect(await say("BP108", { ...inside, ...picture })).toHaveLength(1);
  expect(await say("BP108", { ...inside, "platform/a/chart/icon.svg": "" })).toEqual([]);
});

test("without the list of files it is not run", async () => {
  const workspace = await load(withIcon("icon.png"));
  const units = workspace.units.map(({ folder, name, version, blueprint, chart }) => ({
    folder,
    name,
    version,
    blueprint,
    chart,
  }));
  const { findings, notRun } = lint({ ...workspace, units }, { crd: embeddedCrd });
  expect(findings.filter(({ ruleId }) => ruleId === "BP108")).toEqual([]);
  expect(notRun.find(({ ruleId }) => ruleId === "BP108")?.reason).toBe(
    "the files beside blueprint.yaml were not listed in 1 of 1 folders",
  );
  expect(rules.find(({ id }) => id === "BP108")?.fixes).toBe(undefined);
});
