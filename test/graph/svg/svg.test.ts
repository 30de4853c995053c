import { assert, property } from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";

import { breaks, dependsGraph, draw } from "../../../src/graph/index.ts";
import type { Graph } from "../../../src/graph/index.ts";
import { randomGraph } from "../random.ts";
import { graphOf, unit } from "../support.ts";

interface Drawn {
  readonly elements: readonly {
    readonly name: string;
    readonly attributes: Readonly<Record<string, string>>;
    readonly text: string;
  }[];
}

/** Reads the picture as XML, and throws where it is not. */
function read(svg: string): Drawn {
  const elements: { name: string; attributes: Record<string, string>; text: string }[] = [];
  const open: number[] = [];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    open.push(elements.push({ name, attributes, text: "" }) - 1);
  });
  parser.on("text", (text) => {
    const element = elements[open.at(-1) ?? -1];
    if (element !== undefined) element.text += text;
  });
  parser.on("closetag", () => void open.pop());
  parser.write(svg).close();
  return { elements };
}

function texts({ elements }: Drawn, name: string): string[] {
  return elements.filter((element) => element.name === name).map(({ text }) => text);
}

function classed({ elements }: Drawn, look: string): Drawn["elements"] {
  return elements.filter(({ attributes }) => attributes["class"]?.split(" ").includes(look));
}

function deferredOf(graph: Graph): ReadonlySet<object> {
  const found = breaks(graph, () => ({ kind: "phases", before: [], after: [] }));
  return new Set(found.flatMap((one) => one.deferred.map(({ edge }) => edge)));
}

const graph = dependsGraph([
  unit("a", "1.0.0", [
    { blueprint: "b", version: "^1" },
    { blueprint: "c", version: "^2", when: "config.c < 1 && config.d" },
    { blueprint: "gone" },
  ]),
  unit("b", "1.0.0", [{ blueprint: "c" }]),
  unit("c", "1.0.0", [{ blueprint: "e" }]),
  unit("e", "1.0.0", [{ blueprint: "c" }]),
  unit("f", "1.0.0", []),
]);

describe("the picture", () => {
  const drawn = read(
    draw(graph, "svg", { deferred: deferredOf(graph), title: "T & C", text: "5 < 6" }),
  );

  test("has a heading, and for who cannot see it the same", () => {
    expect(texts(drawn, "text").slice(0, 2)).toEqual(["T & C", "5 < 6"]);
    expect(drawn.elements[0]?.attributes["aria-label"]).toBe("T & C: 5 < 6");
  });

  test("has waves as columns, and apart from them what is not there and what stands alone", () => {
    expect(classed(drawn, "h").map(({ text }) => text)).toEqual([
      "not in the tree · 1",
      "wave 0 · 1",
      "wave 1 · 2",
      "wave 2 · 1",
      "wave 0, on their own · 1",
    ]);
  });

  test("tells on hover what a line is, with its place", () => {
    const titles = texts(drawn, "title");
    expect(titles).toContain(
      "bp-a needs bp-c ^2\nwhen config.c < 1 && config.d\nthe version in the tree does not satisfy it\nplatform/a/blueprint.yaml:11",
    );
    expect(titles).toContain("bp-a needs bp-gone\nnot in the tree\nplatform/a/blueprint.yaml:12");
    expect(titles).toContain("bp-e needs bp-c\npart of a cycle\nplatform/e/blueprint.yaml:10");
    expect(titles).toContain(
      "bp-c needs bp-e\npart of a cycle\nto be deferred\nplatform/c/blueprint.yaml:10",
    );
  });

  test("tells on hover what a node needs and is needed by", () => {
    expect(texts(drawn, "title")).toContain(
      "bp-c 1.0.0\nplatform/c/blueprint.yaml\nneeds bp-e\nneeded by bp-a, bp-b, bp-e",
    );
    expect(texts(drawn, "title")).toContain("bp-gone, not in the tree\nneeded by bp-a");
  });

  test("explains the looks that it has, and no others", () => {
    expect(classed(drawn, "l").map(({ text }) => text)).toEqual([
      "leads to what is needed, which is installed first",
      "under a condition",
      "part of a cycle",
      "to be deferred",
      "asks for another version",
      "not in the tree",
    ]);
    const plain = read(draw(graphOf("a>b"), "svg"));
    expect(classed(plain, "l")).toHaveLength(1);
    expect(classed(read(draw(graphOf("a"), "svg")), "l")).toHaveLength(0);
  });

  test("is light and dark, without a script or anything from elsewhere", () => {
    const svg = draw(graph, "svg");
    expect(svg).toContain("@media (prefers-color-scheme:dark)");
    expect(svg).not.toMatch(/<script|<image|<foreignObject|href=|url\(|@import/u);
    expect(svg.match(/https?:\/\/[^"\s]+/gu)).toEqual(["http://www.w3.org/2000/svg"]);
  });

  test("has a loop for what needs itself", () => {
    const loop = read(draw(graphOf("a>a"), "svg"));
    expect(texts(loop, "title")).toContain("a needs a\npart of a cycle\na.yaml:1");
  });

  test("shows what is still to come apart", () => {
    const planned = read(draw(graphOf("new>a"), "svg", { planned: new Set(["new"]) }));
    expect(texts(planned, "title")).toContain("new 1.0.0\nstill to come\nnew.yaml\nneeds a");
    expect(classed(planned, "f").map(({ name }) => name)).toEqual([
      "path",
      "path",
      "g",
      "path",
      "path",
    ]);
  });

  test("of an empty graph is a heading", () => {
    expect(texts(read(draw({ nodes: [], edges: [] }, "svg")), "text")).toEqual(["depends", ""]);
  });
});

test("every node and every edge is in it, well-formed, whatever the graph", () => {
  assert(
    property(randomGraph, (any) => {
      const svg = draw(any, "svg", { deferred: deferredOf(any) });
      const drawn = read(svg);
      const names = classed(drawn, "n").length;
      expect(names).toBe(any.nodes.length);
      expect(classed(drawn, "w")).toHaveLength(any.edges.length);
      for (const { from, to, file, line } of any.edges)
        expect(
          texts(drawn, "title").some(
            (text) =>
              text.startsWith(`${from} needs ${to}\n`) && text.endsWith(`\n${file}:${line}`),
          ),
        ).toBe(true);
      expect(svg).not.toMatch(/NaN|Infinity|undefined/u);
      expect(draw(any, "svg", { deferred: deferredOf(any) })).toBe(svg);
    }),
  );
});

test("a chain of two thousand and a star of ten thousand are drawn", () => {
  const chain = Array.from({ length: 2000 }, (_, at) => `n${at}>n${at + 1}`);
  expect(draw(graphOf(...chain), "svg")).toContain("wave 2000 · 1");
  const star = Array.from({ length: 10_000 }, (_, at) => `n${at}>hub`);
  expect(draw(graphOf(...star), "svg")).toContain("wave 1 · 10000");
});
