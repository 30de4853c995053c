import { describe, expect, test } from "vitest";

import { servicesIn } from "../../../src/signing/index.ts";

const now = new Date("2026-06-01T00:00:00Z");

interface Service {
  readonly url: string;
  readonly majorApiVersion?: number;
  readonly validFor?: { readonly start: string; readonly end?: string };
  readonly operator?: string;
}

function service(url: string, over: Partial<Service> = {}): Service {
  const validFor = { start: "2026-01-01T00:00:00Z" };
  return { url, majorApiVersion: 1, validFor, operator: "sigstore.test", ...over };
}

function config(over: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return {
    mediaType: "application/vnd.dev.sigstore.signingconfig.v0.2+json",
    caUrls: [service("https://fulcio.test")],
    rekorTlogUrls: [service("https://rekor.test")],
    tsaUrls: [service("https://tsa.test/api/v1/timestamp")],
    rekorTlogConfig: { selector: "ANY" },
    tsaConfig: { selector: "ANY" },
    ...over,
  };
}

const ended = { start: "2025-01-01T00:00:00Z", end: "2025-12-31T00:00:00Z" };
const future = { start: "2027-01-01T00:00:00Z" };
const other = "other.test";

describe("a signing config", () => {
  test("names certificate authority, log and timestamp authority", () => {
    expect(servicesIn(config(), now)).toEqual({
      fulcio: "https://fulcio.test",
      logs: [{ url: "https://rekor.test", version: 1 }],
      timestamps: ["https://tsa.test/api/v1/timestamp"],
    });
  });

  test.each<[string, readonly Service[], object, readonly string[]]>([
    [
      "the newest",
      [service("a"), service("b", { validFor: { start: "2026-05-01T00:00:00Z" } })],
      { selector: "ANY" },
      ["b 1"],
    ],
    [
      "none that has ended",
      [service("a", { validFor: ended }), service("b")],
      { selector: "ANY" },
      ["b 1"],
    ],
    [
      "none that has not begun",
      [service("a", { validFor: future, majorApiVersion: 2 }), service("b")],
      { selector: "ANY" },
      ["b 1"],
    ],
    [
      "the second API before the first",
      [service("a"), service("b", { majorApiVersion: 2 })],
      { selector: "ANY" },
      ["b 2"],
    ],
    [
      "no API that is not known",
      [service("a", { majorApiVersion: 3 }), service("b")],
      { selector: "ANY" },
      ["b 1"],
    ],
    [
      "one of each operator",
      [service("a"), service("b"), service("c", { operator: other })],
      { selector: "ALL" },
      ["a 1", "c 1"],
    ],
    [
      "as many as are asked for",
      [service("a"), service("c", { operator: other })],
      { selector: "EXACT", count: 2 },
      ["a 1", "c 1"],
    ],
    [
      "no two APIs at once",
      [service("a"), service("c", { operator: other, majorApiVersion: 2 })],
      { selector: "ALL" },
      ["c 2"],
    ],
  ])("chooses %s", (_, rekorTlogUrls, rekorTlogConfig, chosen) => {
    const { logs } = servicesIn(config({ rekorTlogUrls, rekorTlogConfig }), now);
    expect(logs.map(({ url, version }) => `${url} ${version}`)).toEqual(chosen);
  });

  test("needs neither a log nor a timestamp authority", () => {
    const { logs, timestamps } = servicesIn(config({ rekorTlogUrls: [], tsaUrls: [] }), now);
    expect([logs, timestamps]).toEqual([[], []]);
  });

  test.each([
    ["[]", [], "type"],
    [
      "another type",
      config({ mediaType: "x" }),
      "it is not of the type application/vnd.dev.sigstore.signingconfig",
    ],
    ["no authority", config({ caUrls: [] }), "it names no certificate authority that is valid now"],
    [
      "a log that has ended",
      config({ rekorTlogUrls: [service("a", { validFor: ended })] }),
      "it asks for 1 of a kind of service, and 0 are valid now",
    ],
    [
      "too few operators",
      config({
        rekorTlogUrls: [service("a"), service("b")],
        rekorTlogConfig: { selector: "EXACT", count: 2 },
      }),
      "asks for 2 of a kind of service, and 1",
    ],
    [
      "a selector that is none",
      config({ rekorTlogConfig: { selector: "SOME" } }),
      "the signing config cannot be used",
    ],
  ])("%s is refused", (_, value, says) => {
    expect(() => servicesIn(value, now)).toThrow(says);
  });
});
