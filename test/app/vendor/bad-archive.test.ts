import { buffer } from "node:stream/consumers";
import { constants, deflateRawSync, gzipSync } from "node:zlib";

import { pack } from "tar-stream";
import { describe, expect, test } from "vitest";

import { served } from "../../repository/support.ts";
import { madeOf, tarGz, upstream } from "../../support/upstream.ts";
import { checkout, dependsOn } from "./support.ts";

const nats = await upstream({ name: "nats", version: "1.2.6" });
const folder = "platform/a/chart";
const MiB = 1024 * 1024;

/** A tar.gz that begins with these entries and goes on with that many MiB of zeros: a few kilobytes for each GiB. */
async function bomb(mebibytes: number, last?: { name: string; size: number }): Promise<Uint8Array> {
  const tar = pack();
  tar.entry({ name: "nats/Chart.yaml" }, chartYaml);
  if (last !== undefined) tar.entry(last);
  else tar.finalize();
  const head: Buffer[] = [];
  for await (const chunk of tar) {
    head.push(chunk as Buffer);
    if (last !== undefined && head.length >= 4) break;
  }
  // Blocks of deflate that end on a byte can be repeated at will.
  const flush = { finishFlush: constants.Z_FULL_FLUSH };
  const zeros = deflateRawSync(Buffer.alloc(MiB), flush);
  return Buffer.concat([
    Buffer.from("1f8b08000000000000ff", "hex"),
    deflateRawSync(Buffer.concat(head), flush),
    ...Array.from({ length: mebibytes }, () => zeros),
    deflateRawSync(Buffer.alloc(0)),
    Buffer.alloc(8),
  ]);
}

const chartYaml = "apiVersion: v2\nname: nats\nversion: 1.2.6\n";

describe("a bad archive is refused with the reason, and nothing is written", () => {
  const cases: readonly (readonly [string, () => Promise<Uint8Array>, string, RegExp])[] = [
    [
      "corrupted",
      async () => nats.archive.map((byte, at) => (at === 60 ? byte ^ 0xff : byte)),
      "BAD_ARCHIVE",
      /its (?:compressed data is broken|checksum is wrong)/u,
    ],
    ["truncated", async () => nats.archive.slice(0, -40), "BAD_ARCHIVE", /it ends too early/u],
    [
      "with more after its end",
      async () => Buffer.concat([nats.archive, Buffer.from("x")]),
      "BAD_ARCHIVE",
      /bytes follow its end/u,
    ],
    ["that is none", async () => Buffer.from("<html>404</html>"), "BAD_ARCHIVE", /it is not gzip/u],
    ["that is empty", async () => new Uint8Array(), "BAD_ARCHIVE", /it is not gzip/u],
    [
      "whose tar is none",
      async () => gzipSync(Buffer.alloc(1024, 7)),
      "BAD_ARCHIVE",
      /checksum|not a tar/u,
    ],
    [
      "that climbs out",
      () => tarGz({ "nats/Chart.yaml": chartYaml, "nats/../../evil": "x" }),
      "BAD_ARCHIVE",
      /a path that climbs with \.\./u,
    ],
    [
      "with an absolute path",
      () => tarGz({ "nats/Chart.yaml": chartYaml, "/etc/evil": "x" }),
      "BAD_ARCHIVE",
      /an absolute path/u,
    ],
    [
      "with a drive",
      () => tarGz({ "nats/Chart.yaml": chartYaml, "C:\\evil": "x" }),
      "BAD_ARCHIVE",
      /an absolute path/u,
    ],
    ["with a link", async () => linked(), "BAD_ARCHIVE", /a link is not allowed/u],
    [
      "with two charts side by side",
      () => tarGz({ "nats/Chart.yaml": chartYaml, "evil/Chart.yaml": chartYaml }),
      "BAD_ARCHIVE",
      /a second top folder, beside nats/u,
    ],
    [
      "that unpacks to a file too large for Helm",
      () => bomb(6, { name: "nats/templates/zeros.yaml", size: 6 * MiB }),
      "LIMIT",
      /6291456 bytes, the limit for a file is 5242880/u,
    ],
    [
      "with a file of 10 GiB of zeros",
      () => bomb(10_240, { name: "nats/templates/zeros.yaml", size: 10_240 * MiB }),
      "LIMIT",
      /10737418240 bytes, the limit for a file is 5242880/u,
    ],
    [
      "with 10 GiB of zeros after its end",
      () => bomb(10_240),
      "LIMIT",
      /is too large: it unpacks to more than \d+ bytes/u,
    ],
    [
      "without a Chart.yaml",
      () => tarGz({ "nats/values.yaml": "{}" }),
      "MATERIAL",
      /is not a chart: no Chart\.yaml/u,
    ],
    [
      "of another chart",
      async () => (await upstream({ name: "evil", version: "1.2.6" })).archive,
      "BAD_ARCHIVE",
      /is not what it says: inside is evil 1\.2\.6/u,
    ],
    [
      "of another version",
      async () => (await upstream({ name: "nats", version: "1.2.5" })).archive,
      "BAD_ARCHIVE",
      /is not what it says: inside is nats 1\.2\.5/u,
    ],
  ];

  test.each(cases)("one %s", async (_, make, code, message) => {
    const { url } = await served([madeOf("nats", "1.2.6", await make())]);
    const copy = checkout(dependsOn(url));
    const report = await copy.vendor();
    expect(report.charts[0]?.errors).toMatchObject([
      { code, message: expect.stringMatching(message) as string },
    ]);
    expect(report.charts[0]?.errors[0]?.message).toContain(`nats 1.2.6 from ${url}`);
    expect(report.exitCode).toBe(1);
    expect(copy.names(folder)).toEqual(["Chart.yaml"]);
    expect(copy.text("bp.lock")).toBeUndefined();
  });

  test("one that is not what its index says", async () => {
    const cut = nats.archive.slice(0, -1);
    const { url } = await served([{ ...nats, archive: cut }]);
    const report = await checkout(dependsOn(url)).vendor();
    expect(report.charts[0]?.errors).toMatchObject([
      { code: "DIGEST_MISMATCH", message: expect.stringContaining(nats.sha256) as string },
    ]);
  });

  test("one in charts of a chart", async () => {
    const evil = madeOf("sub", "1.0.0", await tarGz({ "sub/Chart.yaml": "x", "../evil": "x" }));
    const { url } = await served([
      await upstream({ name: "nats", version: "1.2.6", charts: [evil] }),
    ]);
    const report = await checkout(dependsOn(url)).vendor();
    expect(report.charts[0]?.errors).toHaveLength(1);
  });
});

async function linked(): Promise<Uint8Array> {
  const tar = pack();
  tar.entry({ name: "nats/Chart.yaml" }, chartYaml);
  tar.entry({ name: "nats/values.yaml", type: "symlink", linkname: "/etc/passwd" });
  tar.finalize();
  return gzipSync(await buffer(tar));
}
