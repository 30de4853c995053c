import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { ChartIndex, wholeIndex } from "../../src/repository/chart-index.ts";
import { IndexLines } from "../../src/repository/index-lines.ts";
import { readIndex } from "../../src/repository/index.ts";
import type { IndexedVersion } from "../../src/repository/index.ts";
import { emitYaml } from "../../src/yaml/index.ts";

const digest = "0123456789abcdef".repeat(4);

/** In pieces of that many bytes. */
function content(text: string, piece = 7): { open(): AsyncGenerator<Uint8Array> } {
  return {
    async *open() {
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
    },
  };
}

async function versions(text: string, chart = "a"): Promise<readonly IndexedVersion[]> {
  return (await readIndex(content(text), "index.yaml")).versions(chart);
}

/** Whether the layout was known, so that the text was not parsed whole. */
function isPassed(text: string): boolean {
  const reader = new IndexLines();
  return text.split("\n").every((line) => reader.line(line)) && reader.end();
}

const usual = `apiVersion: v1
entries:
  a:
  - annotations:
      note: |
        entries:
          version: 9.9.9
    appVersion: v1.0
    created: "2024-01-02T03:04:05Z"
    dependencies:
    - name: x
      version: 7.7.7
    digest: ${digest}
    urls:
    - a-1.0.0.tgz
    - https://mirror.example/a-1.0.0.tgz
    version: 1.0.0
  - version: 1.10.0
    urls: [a-1.10.0.tgz]
    deprecated: true
  - version: v1.2.0
    urls:
      - a-1.2.0.tgz
  # a comment
  "b":
    - urls: ["b.tgz"]
      version: "2"
generated: "2024-01-02T03:04:05Z"
`;

describe("an index", () => {
  test("says of each version what matters, newest first", async () => {
    expect(isPassed(usual)).toBe(true);
    const none = { sha256: undefined, appVersion: "", deprecated: false };
    expect(await versions(usual)).toEqual([
      { ...none, version: "1.10.0", urls: ["a-1.10.0.tgz"], deprecated: true },
      { ...none, version: "v1.2.0", urls: ["a-1.2.0.tgz"] },
      {
        version: "1.0.0",
        urls: ["a-1.0.0.tgz", "https://mirror.example/a-1.0.0.tgz"],
        sha256: digest,
        appVersion: "v1.0",
        deprecated: false,
      },
    ]);
    expect(await versions(usual, "b")).toEqual([{ ...none, version: "2", urls: ["b.tgz"] }]);
    expect(await versions(usual, "c")).toEqual([]);
  });

  test.each([
    ["flow mappings", "{apiVersion: v1, entries: {a: [{version: 1.0.0, urls: [a.tgz]}]}}"],
    ["a flow mapping in a block", "entries:\n  a: [{version: 1.0.0, urls: [a.tgz]}]\n"],
    ["an anchor", "entries:\n  a:\n  - urls: &u [a.tgz]\n    version: 1.0.0\n"],
    [
      "an alias of what was passed over",
      "x: &v 1.0.0\nentries:\n  a:\n  - urls: [a.tgz]\n    version: *v\n",
    ],
    ["a merge", "x: &v {urls: [a.tgz]}\nentries:\n  a:\n  - <<: *v\n    version: 1.0.0\n"],
    ["a dash alone", "entries:\n  a:\n  -\n    version: 1.0.0\n    urls: [a.tgz]\n"],
    ["an explicit key", "entries:\n  ? a\n  :\n  - version: 1.0.0\n    urls: [a.tgz]\n"],
    ["an indented root", "  entries:\n    a:\n    - version: 1.0.0\n      urls: [a.tgz]\n"],
  ])("laid out with %s is read whole", async (_, text) => {
    expect(isPassed(text)).toBe(false);
    expect((await versions(text)).map(({ version, urls }) => [version, urls])).toEqual([
      ["1.0.0", ["a.tgz"]],
    ]);
  });

  test.each([
    ["packed JSON", JSON.stringify],
    ["JSON in lines", (value: unknown): string => `\n${JSON.stringify(value, undefined, 2)}\n`],
  ])("in %s is the same", async (_, write) => {
    const entries = {
      a: [
        { version: "1.0.0", urls: ['a"}.tgz'], digest, description: 'x\\"]{' },
        { version: "1.1.0", urls: ["b.tgz"], appVersion: "3", maintainers: [{ name: "m" }] },
        null,
      ],
      "b\\": [],
    };
    const found = await versions(write({ apiVersion: "v1", generated: "entries", entries }));
    expect(found.map(({ version, urls }) => [version, urls])).toEqual([
      ["1.1.0", ["b.tgz"]],
      ["1.0.0", ['a"}.tgz']],
    ]);
    expect(found[1]?.sha256).toBe(digest);
  });

  test("what Helm passes over is left out: no version, none that is one, no address", async () => {
    const list = [
      "{urls: [a.tgz]}",
      "{version: latest, urls: [a.tgz]}",
      "{version: 1.0.0}",
      "{version: 1.0.0, urls: []}",
      "{version: 1.2, urls: [a.tgz]}",
    ];
    const block = ["- urls: [a.tgz]", "- version: latest\n    urls: [a.tgz]", "- version: 1.0.0"];
    expect(
      (await versions(`entries: {a: [${list.join(", ")}]}`)).map((one) => one.version),
    ).toEqual(["1.2"]);
    expect(await versions(`entries:\n  a:\n  ${block.join("\n  ")}\n`)).toEqual([]);
  });

  test("with a byte order mark, carriage returns and no end of line is read all the same", async () => {
    const text = `\u{FEFF}${usual.trimEnd().replaceAll("\n", "\r\n")}`;
    expect(await versions(text)).toEqual(await versions(usual));
  });

  test("that is empty holds nothing", async () => {
    expect([...(await readIndex(content("entries: {}\n"), "x")).names]).toEqual([]);
    expect([...(await readIndex(content("entries:\n"), "x")).names]).toEqual([]);
    expect([...(await readIndex(content('{"entries": {}}'), "x")).names]).toEqual([]);
  });

  test.each([
    "",
    "<html></html>",
    "apiVersion: v1\n",
    '{"a": 1}',
    "- a\n",
    "entries: [1]\n",
    "a: [",
  ])("%j is none", async (text) => {
    await expect(readIndex(content(text), "https://x/index.yaml")).rejects.toMatchObject({
      code: "REGISTRY",
      message: "https://x/index.yaml is no index of a chart repository",
    });
  });

  test("of any charts reads in one pass as it reads whole", async () => {
    const text = fc.string({ unit: "binary", maxLength: 30 });
    const version = fc.record(
      {
        version: fc.oneof(
          fc.constant("1.2.3"),
          fc.stringMatching(/^v?\d\.\d\d?(?:-rc\.\d)?$/u),
          text,
        ),
        urls: fc.array(fc.oneof(fc.webUrl(), text), { maxLength: 3 }),
        digest: fc.oneof(fc.constant(digest), text),
        appVersion: text,
        deprecated: fc.boolean(),
        description: text,
        annotations: fc.dictionary(text, text),
        maintainers: fc.array(fc.record({ name: text }), { maxLength: 2 }),
      },
      { requiredKeys: [] },
    );
    const charts = fc.dictionary(
      fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/u),
      fc.array(version, { maxLength: 3 }),
    );
    await fc.assert(
      fc.asyncProperty(charts, text, fc.nat(40), async (entries, note, piece) => {
        const yaml = emitYaml({ apiVersion: "v1", entries, generated: note });
        const whole = new ChartIndex(wholeIndex(yaml) ?? new Map());
        for (const form of [yaml, JSON.stringify({ entries })]) {
          const passed = await readIndex(content(form, piece + 1), "x");
          for (const chart of Object.keys(entries))
            expect(passed.versions(chart)).toEqual(whole.versions(chart));
        }
      }),
    );
  });
});
