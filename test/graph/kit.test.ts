import { expect, test } from "vitest";

import { releaseGraph } from "../../src/graph/index.ts";
import type { Graph } from "../../src/graph/index.ts";
import { folder, kit, slot } from "../lint/kit.ts";
import type { Files } from "../lint/support.ts";
import { load } from "../lint/support.ts";

async function graphOf(files: Files, namespace = ""): Promise<Graph> {
  const line = namespace === "" ? "" : `namespace: ${namespace}\n`;
  const all = kit(files);
  const kustomization = `${folder}/kustomization.yaml`;
  const { kits } = await load({ ...all, [kustomization]: `${all[kustomization]}${line}` });
  const [only] = kits ?? [];
  if (only === undefined) throw new Error("no kit was read");
  return releaseGraph(only);
}

function arrows({ edges }: Graph): string[] {
  return edges.map(({ from, to }) => `${from}>${to}`);
}

const inOther = (text: string): string => text.replaceAll("namespace: flux-system", "namespace: o");

test("releases are the nodes, dependsOn the edges, each with its place", async () => {
  const graph = await graphOf({
    "01-b.yaml": slot("b"),
    "16a-a.yaml": slot("a", ["bp-b", "gone"]),
  });
  expect(graph.nodes).toEqual([
    { name: "bp-a", version: "1.0.0", folder, file: `${folder}/16a-a.yaml`, slot: "16a" },
    { name: "bp-b", version: "1.0.0", folder, file: `${folder}/01-b.yaml`, slot: "1" },
  ]);
  expect(graph.edges.map(({ to, file, line }) => [to, file, line])).toEqual([
    ["bp-b", `${folder}/16a-a.yaml`, 29],
    ["gone", `${folder}/16a-a.yaml`, 30],
  ]);
});

test("one name in two namespaces is two releases", async () => {
  const graph = await graphOf({
    "1-a.yaml": slot("a", ["bp-b"]),
    "2-b.yaml": slot("b"),
    "3-b.yaml": inOther(slot("b")),
    "4-c.yaml": slot("c").replace(
      /\n$/u,
      "\n  dependsOn: [{name: bp-b, namespace: o}, {name: bp-a}]\n",
    ),
  });
  expect(graph.nodes.map(({ name }) => name)).toEqual([
    "bp-a",
    "bp-c",
    "flux-system/bp-b",
    "o/bp-b",
  ]);
  expect(arrows(graph)).toEqual(["bp-a>flux-system/bp-b", "bp-c>bp-a", "bp-c>o/bp-b"]);
});

test("what is waited for in a namespace that the kit does not have is told with it", async () => {
  const graph = await graphOf({
    "1-a.yaml": slot("a").replace(/\n$/u, "\n  dependsOn: [{name: bp-a, namespace: o}]\n"),
  });
  expect(arrows(graph)).toEqual(["bp-a>o/bp-a"]);
});

test("a namespace that the kustomization sets is that of every release", async () => {
  const files = { "1-a.yaml": slot("a", ["bp-b"]), "2-b.yaml": inOther(slot("b")) };
  expect(arrows(await graphOf(files))).toEqual(["bp-a>flux-system/bp-b"]);
  expect(arrows(await graphOf(files, "all"))).toEqual(["bp-a>bp-b"]);
});

test("of two releases with one name the first file holds, and both their edges", async () => {
  const graph = await graphOf({ "1-a.yaml": slot("a", ["bp-b"]), "2-a.yaml": slot("a", ["bp-c"]) });
  expect(graph.nodes.map(({ slot: number }) => number)).toEqual(["1"]);
  expect(arrows(graph)).toEqual(["bp-a>bp-b", "bp-a>bp-c"]);
});
