import { expect, test } from "vitest";

import { fixed } from "../fixing.ts";
import { fileOfA, folder, kit, slot, slotOfA } from "../kit.ts";
import { say, unit } from "../support.ts";

type Change = readonly [string, string];

const said = ([from, to]: Change): Promise<readonly string[]> =>
  say(
    "BP501",
    slotOfA((text) => text.replace(from, to)),
  );

test("the usual form is in order, a port, a deeper path and a variable too", async () => {
  expect(await say("BP501", slotOfA())).toEqual([]);
  for (const url of [
    "oci://localhost:5000/charts",
    "oci://r.io/group/charts",
    "oci://${HOST}/acme",
  ])
    expect(await said(["oci://ghcr.io/acme", url])).toEqual([]);
});

const double = "Flux appends the chart's name itself: oci://ghcr.io/acme";

test.each<readonly [string, Change, string]>([
  [
    "the chart's name in it",
    ["/acme\n", "/acme/bp-a\n"],
    `8:8 ${double}/bp-a should be oci://ghcr.io/acme`,
  ],
  ["a slash at the end", ["/acme\n", "/acme/\n"], `8:8 ${double}/ should be oci://ghcr.io/acme`],
  ["no organisation", ["/acme\n", "\n"], "8:8 oci://ghcr.io names no organisation"],
  [
    "https",
    ["oci://ghcr", "https://ghcr"],
    "8:8 the url of the HelmRepository bp-a is https://ghcr.io/acme, not oci://…",
  ],
  [
    "another type",
    ["type: oci", "type: default"],
    "7:9 the HelmRepository bp-a is of type default, not oci",
  ],
  ["no type", ["  type: oci\n", ""], "4:9 the HelmRepository bp-a has no type, not oci"],
])("%s", async (_, change, message) => {
  expect(await said(change)).toEqual([`${fileOfA}:${message}`]);
});

test("no secret, and a repository that the kit does not have", async () => {
  expect(await said(["  secretRef:\n    name: ghcr-pull\n", ""])).toEqual([
    `${fileOfA}:8:3 the HelmRepository bp-a names no secret: packages are private until they are made public`,
  ]);
  expect(await said(["        name: bp-a\n", "        name: bp-b\n"])).toEqual([
    `${fileOfA}:24:15 the release bp-a takes its chart from the HelmRepository flux-system/bp-b, which the kit has not`,
  ]);
});

test("a repository in another file of the kit will do", async () => {
  const shared = slot("a").replace("        name: bp-a\n", "        name: bp-b\n");
  expect(
    await say("BP501", { ...unit("a"), ...kit({ "01-a.yaml": shared, "02-b.yaml": slot("b") }) }),
  ).toEqual([]);
});

test("the repairs write what is usual, and nothing else", async () => {
  const broken = slot("a")
    .replace(
      "  type: oci\n  url: oci://ghcr.io/acme\n",
      '  url: "oci://ghcr.io/acme/bp-a" # ours\n',
    )
    .replace("  secretRef:\n    name: ghcr-pull\n", "");
  const { files, left } = await fixed("BP501", {
    ...unit("a"),
    ...kit({ "01-a.yaml": broken, "02-b.yaml": slot("b") }),
  });
  expect(left).toBe(0);
  expect(files[`${folder}/01-a.yaml`]).toBe(
    slot("a").replace(
      "  type: oci\n  url: oci://ghcr.io/acme\n  secretRef:\n    name: ghcr-pull\n",
      '  url: "oci://ghcr.io/acme" # ours\n  secretRef:\n    name: ghcr-pull\n  type: oci\n',
    ),
  );
});
