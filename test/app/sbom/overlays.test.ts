import { expect, test } from "vitest";

import { chartOnly, unit } from "../../support/workspace.ts";
import { foundBy, inputOf, memory, saying, searchBy, textsOf } from "./support.ts";

const folder = "products/shop";
const blueprint = unit(folder)[`${folder}/blueprint.yaml`] ?? "";

function declared(lines: string): Record<string, string> {
  const changed = blueprint.replace("    chart: ./chart\n", `    chart: ./chart\n${lines}`);
  return { ...unit(folder), [`${folder}/blueprint.yaml`]: changed };
}

/** What each render was handed, by the render's name. */
async function handed(files: Record<string, string>): Promise<Record<string, string>> {
  const given: string[] = [];
  const input = await inputOf(
    files,
    searchBy(
      saying((values) => {
        given.push(values);
        return "";
      }),
    ),
  );
  return Object.fromEntries(input.renders.map(({ name }, at) => [name, given[at] ?? ""]));
}

test("a chart alone is rendered with its own values", async () => {
  expect(await handed(chartOnly(folder))).toEqual({ "default values": "" });
});

test("what a blueprint gives every installation, and each of its overlays on top, sorted", async () => {
  const values = "    values: {a: {x: 1}}\n    overlays: {small: {a: {z: 2}}, large: {b: 3}}\n";
  const schema =
    "  configSchema: {type: object, properties: {size: {type: integer, default: 5}}}\n";
  const files = declared(values);
  files[`${folder}/blueprint.yaml`] += schema;
  expect(await handed(files)).toEqual({
    "default values": "",
    "installation values": '{"size":5,"a":{"x":1}}',
    "overlay large": '{"size":5,"a":{"x":1},"b":3}',
    "overlay small": '{"size":5,"a":{"x":1,"z":2}}',
  });
});

test("what changes no value is not rendered again", async () => {
  const files = declared("    values: {replicas: 2}\n");
  files[`${folder}/chart/values.yaml`] = "replicas: 2\nmore: true\n";
  expect(await handed(files)).toEqual({ "default values": "" });
});

test("values files that the chart brings beside values.yaml", async () => {
  const files = {
    ...chartOnly(folder),
    [`${folder}/chart/values-ha.yaml`]: "replicas: 3\n",
    [`${folder}/chart/values.dev.yaml`]: "replicas: 1\n",
    [`${folder}/chart/ci/values-x.yaml`]: "replicas: 9\n",
    [`${folder}/chart/values.schema.json`]: "{}",
  };
  expect(await handed(files)).toEqual({
    "default values": "",
    "values-ha.yaml": "replicas: 3\n",
    "values.dev.yaml": "replicas: 1\n",
  });
});

const pod = (image: string): string =>
  `---\n# Source: bp-shop/templates/p.yaml\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: "${image}"}]}\n`;

test("an image that an overlay alone brings says so, and a refused one says why", async () => {
  const files = declared("    overlays: {small: {a: 1}, wrong: {b: 1}}\n");
  const helm = saying((values) => {
    if (values.includes("b")) return "Error: execution error at (bp-shop/templates/p.yaml:1:2): no";
    return pod("a.io/a:1") + (values === "" ? "" : pod("a.io/b:1"));
  });
  const input = await inputOf(files, searchBy(helm));
  expect(foundBy(input)).toMatchObject({
    "a.io/a:1": ["render with default values", "render with overlay small"],
    "a.io/b:1": ["render with overlay small"],
  });
  expect(input.renders).toEqual([
    { name: "default values", objects: 1 },
    { name: "overlay small", objects: 2 },
    { name: "overlay wrong", reason: expect.stringMatching(/^helm refuses it: .*no/u) as string },
  ]);
});

test("more than fifty ways to install it are not all rendered, and that is said", async () => {
  const overlays = Array.from({ length: 51 }, (_, at) => `o${at}: {a: ${at}}`).join(", ");
  const files = declared(`    overlays: {${overlays}}\n`);
  const { renders } = await inputOf(files, searchBy(saying(() => "")));
  expect(renders).toHaveLength(52);
  const refused = renders.flatMap(({ objects, reason }) => (objects === undefined ? reason : []));
  const why = "more than 50 ways to install it";
  expect(refused).toEqual([why, why]);
});

test("the Kubernetes that is rendered for is named, where it is chosen", async () => {
  const helm = saying((_, { kubernetes = "" }) => `# for ${kubernetes}`);
  const search = { kind: "rendered", helm, cache: memory(), kubernetes: "1.33.0" } as const;
  const [cyclonedx = "", spdx = ""] = textsOf(await inputOf(chartOnly(folder), search));
  expect(cyclonedx).toContain('"value": "helm 3.99.0 for Kubernetes 1.33.0"');
  expect(spdx).toContain("helm 3.99.0 for Kubernetes 1.33.0");
});
