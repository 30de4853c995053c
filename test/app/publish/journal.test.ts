import { beforeAll, describe, expect, test } from "vitest";

import { endLine, headLine, readJournal } from "../../../src/app/publish/journal.ts";
import type { ArtifactReport } from "../../../src/app/publish/report.ts";
import type { Digest } from "../../../src/model/digest.ts";
import type { Signer } from "../../../src/signing/index.ts";
import { unit } from "../../support/workspace.ts";
import { memoryRegistry, newSigner, publishAll, statuses } from "../support/publishing.ts";
import { sourceOf } from "../support/workspace.ts";

let signer: Signer;
beforeAll(async () => {
  signer = await newSigner();
});

const digest: Digest = `sha256:${"0".repeat(64)}`;
const head = headLine({ target: "x.example/charts", folders: ["products/a", "products/b"] });
const done = `${JSON.stringify({ folder: "products/a", digest })}\n`;

describe("a journal", () => {
  test("has what was asked for and what is done, as far as it was written", () => {
    const journal = readJournal(`${head}${done}{"folder":"products/b","dig`, "f");
    expect(journal).toEqual({
      target: "x.example/charts",
      folders: ["products/a", "products/b"],
      done: new Map([["products/a", digest]]),
    });
    expect(readJournal(headLine({ target: null, folders: [] }), "f").target).toBeNull();
  });

  test.each(["", "{}", "[1]", done, '{"schemaVersion":2,"target":null,"folders":[]}'])(
    "is none: %j",
    (text) => {
      expect(() => readJournal(text, "f")).toThrow("f is no journal of a publish");
    },
  );

  test("has no line for what is to be tried again", async () => {
    const [report] = (
      await publishAll(await sourceOf(unit("products/a")), memoryRegistry(), signer)
    ).artifacts;
    const as = (status: ArtifactReport["status"]): string | undefined =>
      report && endLine({ ...report, status });
    expect(as("published")).toBe(
      `${JSON.stringify({ folder: "products/a", digest: report?.digest })}\n`,
    );
    expect([as("unchanged"), as("repaired")].every((line) => line !== undefined)).toBe(true);
    expect([as("failed"), as("blocked"), as("conflict"), as("planned")]).toEqual(
      Array.from({ length: 4 }),
    );
  });
});

describe("a run that goes on", () => {
  test("asks nothing of what is done, and goes on with the rest, telling each as it ends", async () => {
    const registry = memoryRegistry();
    const files = { ...unit("products/a"), ...unit("products/b", { depends: { "bp-a": "*" } }) };
    const source = await sourceOf(files);
    const dry = await publishAll(source, registry, undefined);
    const first = dry.artifacts[0]?.digest ?? digest;
    const opened: string[] = [];
    const told: string[] = [];
    const watched = {
      ...registry,
      open: (target: Parameters<typeof registry.open>[0]) => {
        opened.push(target.path);
        return registry.open(target);
      },
    };
    const report = await publishAll(source, watched, signer, {
      journal: {
        done: new Map([["products/a", first]]),
        ended: async ({ name, status }) => void told.push(`${name} ${status}`),
      },
    });
    expect(statuses(report)).toEqual({ "bp-a": "unchanged", "bp-b": "published" });
    expect(report.artifacts.map(({ wave }) => wave)).toEqual([0, 1]);
    expect(new Set(opened)).toEqual(new Set(["charts/bp-b"]));
    expect(told).toEqual(["bp-a unchanged", "bp-b published"]);
  });

  test("asks for what has other bytes by now", async () => {
    const registry = memoryRegistry();
    const report = await publishAll(await sourceOf(unit("products/a")), registry, signer, {
      journal: { done: new Map([["products/a", digest]]), ended: async () => undefined },
    });
    expect(statuses(report)).toEqual({ "bp-a": "published" });
  });
});
