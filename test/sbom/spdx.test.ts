import { describe, expect, test } from "vitest";

import type { SbomInput } from "../../src/sbom/index.ts";
import { spdx } from "../../src/sbom/index.ts";
import { image } from "./support.ts";

const input: SbomInput = {
  subject: { kind: "chart", name: "bp-demo", version: "1.2.3", digest: `sha256:${"a".repeat(64)}` },
  subcharts: [
    {
      name: "redis",
      version: "2.0.0",
      repository: "",
      path: "charts/cilium/charts/redis",
      source: "charts",
    },
    {
      name: "cilium",
      version: "1.16.5",
      repository: "https://user:hunter2@helm.cilium.io/?token=hunter2",
      path: "charts/cilium",
      source: "charts",
      digest: `sha256:${"c".repeat(64)}`,
    },
  ],
  images: [
    image("nginx:1.27.0", ["values.yaml"]),
    image("nginx:1.27.0", ["charts/cilium/charts/redis/values.yaml"], "charts/cilium/charts/redis"),
  ],
  renders: [],
  dependencies: [],
  tool: { name: "bp", version: "0.1.0" },
};

interface Document {
  readonly packages: readonly {
    readonly SPDXID: string;
    readonly name: string;
    readonly externalRefs: readonly { readonly referenceLocator: string }[];
  }[];
  readonly relationships: readonly Readonly<Record<string, string>>[];
  readonly creationInfo: { readonly created: string };
  readonly documentNamespace: string;
  readonly comment: string;
}

function documentOf(from: SbomInput): Document {
  return JSON.parse(new TextDecoder().decode(spdx(from))) as Document;
}

describe("an SPDX document", () => {
  test("lists chart, subcharts and images, each once, with a purl and no secret", () => {
    const { packages } = documentOf(input);
    expect(
      packages.map(({ SPDXID, externalRefs }) => [SPDXID, externalRefs[0]?.referenceLocator]),
    ).toEqual([
      ["SPDXRef-chart", "pkg:helm/bp-demo@1.2.3"],
      [
        "SPDXRef-subchart-charts-cilium",
        "pkg:helm/cilium@1.16.5?repository_url=https%3A%2F%2Fhelm.cilium.io%2F",
      ],
      ["SPDXRef-subchart-charts-cilium-charts-redis", "pkg:helm/redis@2.0.0"],
      [
        "SPDXRef-image-nginx-3a-1.27.0",
        "pkg:oci/nginx?repository_url=docker.io%2Flibrary%2Fnginx&tag=1.27.0",
      ],
    ]);
    expect(JSON.stringify(packages)).not.toContain("hunter2");
  });

  test("says who brings what in, by ids that are there", () => {
    const { packages, relationships } = documentOf(input);
    expect(relationships.map((one) => Object.values(one).join(" "))).toEqual([
      "SPDXRef-DOCUMENT DESCRIBES SPDXRef-chart",
      "SPDXRef-chart DEPENDS_ON SPDXRef-subchart-charts-cilium",
      "SPDXRef-subchart-charts-cilium DEPENDS_ON SPDXRef-subchart-charts-cilium-charts-redis",
      "SPDXRef-chart DEPENDS_ON SPDXRef-image-nginx-3a-1.27.0",
      "SPDXRef-subchart-charts-cilium-charts-redis DEPENDS_ON SPDXRef-image-nginx-3a-1.27.0",
    ]);
    const ids = packages.map(({ SPDXID }) => SPDXID);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^SPDXRef-[A-Za-z0-9.-]+$/u);
    for (const { relatedSpdxElement } of relationships) expect(ids).toContain(relatedSpdxElement);
  });

  test("is the same for the same input in another order, and has a namespace of its own for another", () => {
    const turned = {
      ...input,
      subcharts: input.subcharts.toReversed(),
      images: input.images.toReversed(),
    };
    expect(spdx(turned)).toEqual(spdx(input));
    const other = documentOf({ ...input, images: [] });
    expect(other.documentNamespace).not.toBe(documentOf(input).documentNamespace);
    expect(other.comment).toContain("none found");
  });

  test.each([
    [undefined, "1970-01-01T00:00:00Z"],
    [new Date("2026-01-02T03:04:05.678Z"), "2026-01-02T03:04:05Z"],
  ])("created %s is %s", (timestamp, created) => {
    expect(documentOf({ ...input, timestamp }).creationInfo.created).toBe(created);
  });
});
