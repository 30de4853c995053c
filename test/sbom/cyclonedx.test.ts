import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { SbomInput } from "../../src/sbom/index.ts";
import { cyclonedx } from "../../src/sbom/index.ts";
import { image, officialSchema } from "./support.ts";

const pinned = `sha256:${"b".repeat(64)}` as const;

const input: SbomInput = {
  subject: {
    kind: "chart",
    name: "bp-demo",
    version: "1.2.3",
    description: "A <demo>",
    digest: `sha256:${"a".repeat(64)}`,
  },
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
    {
      name: "bp-other",
      version: "1.0.0",
      repository: "oci://ghcr.io/openova-io",
      path: "charts/bp-other",
      source: "workspace",
    },
  ],
  images: [
    image("nginx:1.27.0", ["values.yaml"]),
    image(`ghcr.io/openova-io/demo:1.2.3@${pinned}`, ["templates/deployment.yaml", "values.yaml"]),
    image("quay.io/cilium/cilium:v1.16.5", ["charts/cilium/values.yaml"], "charts/cilium"),
    image("nginx:1.27.0", ["charts/cilium/charts/redis/values.yaml"], "charts/cilium/charts/redis"),
  ],
  renders: [],
  dependencies: [],
  tool: { name: "bp", version: "0.1.0" },
};

interface Component {
  readonly "bom-ref": string;
  readonly name: string;
  readonly version?: string;
  readonly purl?: string;
  readonly properties?: readonly { readonly name: string; readonly value: string }[];
}

interface Bom {
  readonly serialNumber: string;
  readonly metadata: {
    readonly timestamp?: string;
    readonly component: Component;
    readonly properties: readonly { readonly name: string; readonly value: string }[];
  };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: string[] }[];
}

function text(of: SbomInput): string {
  return new TextDecoder().decode(cyclonedx(of));
}

function bom(of: SbomInput): Bom {
  return JSON.parse(text(of)) as Bom;
}

function component(of: SbomInput, ref: string): Component | undefined {
  return bom(of).components.find((one) => one["bom-ref"] === ref);
}

describe("the SBOM", () => {
  test("is the golden file", () => {
    const golden = join(import.meta.dirname, "../golden/sbom.cdx.json");
    if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(golden, cyclonedx(input));
    expect(text(input)).toBe(readFileSync(golden, "utf8"));
  });

  test("is valid by the official schema, and the schema is not a pass for everything", () => {
    const validate = officialSchema();
    for (const of of [input, { ...input, subcharts: [], images: [], timestamp: new Date(0) }]) {
      expect(validate(bom(of)), JSON.stringify(validate.errors)).toBe(true);
    }
    expect(validate({ ...bom(input), serialNumber: "1" })).toBe(false);
    expect(validate({ ...bom(input), components: [{}] })).toBe(false);
  });

  test("is the same for any order of the lists", () => {
    const shuffled = fc.record({
      subcharts: fc.shuffledSubarray([...input.subcharts], { minLength: input.subcharts.length }),
      images: fc.shuffledSubarray([...input.images], { minLength: input.images.length }),
    });
    fc.assert(
      fc.property(shuffled, (lists) => {
        expect(text({ ...input, ...lists })).toBe(text(input));
      }),
    );
  });

  test("has another serial number as soon as it says anything else", () => {
    const { serialNumber } = bom(input);
    expect(serialNumber).toMatch(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u,
    );
    const tool = { name: "bp", version: "0.1.1" };
    expect(bom({ ...input, tool }).serialNumber).not.toBe(serialNumber);
  });

  test("has a time only where one is given", () => {
    expect(bom(input).metadata).not.toHaveProperty("timestamp");
    const timestamp = new Date("2026-01-02T03:04:05Z");
    expect(bom({ ...input, timestamp }).metadata.timestamp).toBe("2026-01-02T03:04:05.000Z");
  });

  test("never carries credentials", () => {
    expect(text(input)).not.toContain("hunter2");
  });
});

describe("components", () => {
  test("are one an image, with every place it was found", () => {
    expect(component(input, "image:nginx:1.27.0")?.properties).toEqual([
      { name: "bp:found-by", value: "values" },
      { name: "bp:found-in", value: "charts/cilium/charts/redis/values.yaml" },
      { name: "bp:found-in", value: "values.yaml" },
      { name: "bp:pinned", value: "no" },
    ]);
  });

  test.each([
    ["nginx", "docker.io/library/nginx", undefined, "repository_url=docker.io%2Flibrary%2Fnginx"],
    ["bitnami/redis:7", "docker.io/bitnami/redis", "7", "docker.io%2Fbitnami%2Fredis&tag=7"],
    ["docker.io/nginx:1", "docker.io/library/nginx", "1", "docker.io%2Flibrary%2Fnginx&tag=1"],
    ["index.docker.io/a/b:1", "docker.io/a/b", "1", "docker.io%2Fa%2Fb&tag=1"],
    ["localhost/x:1", "localhost/x", "1", "localhost%2Fx&tag=1"],
    ["reg:5000/a/B:1", "reg:5000/a/B", "1", "pkg:oci/b?repository_url=reg%3A5000%2Fa%2Fb&tag=1"],
    [`ghcr.io/a/b@${pinned}`, "ghcr.io/a/b", pinned, `pkg:oci/b@${pinned.replace(":", "%3A")}`],
    [`ghcr.io/a/b:1@${pinned}`, "ghcr.io/a/b", pinned, "repository_url=ghcr.io%2Fa%2Fb&tag=1"],
    ["ghcr.io/a/b@sha256:bad", "ghcr.io/a/b", undefined, "pkg:oci/b?repository_url"],
  ])("of the image %s are %s %s", (reference, name, version, purl) => {
    const images = [image(reference, ["values.yaml"])];
    const found = component({ ...input, images }, `image:${reference}`);
    expect(found?.name).toBe(name);
    expect(found?.version).toBe(version);
    expect(decodeURIComponent(found?.purl ?? "")).toContain(decodeURIComponent(purl));
  });

  test("of one image that is written in several ways are one", () => {
    const written = ["nginx:1", "docker.io/nginx:1", "docker.io/library/nginx:1"];
    const images = written.map((reference) => image(reference, [`${reference} file`]));
    const found = bom({ ...input, images }).components.filter(({ name }) => name.includes("nginx"));
    expect(found).toHaveLength(1);
    expect(found[0]?.properties?.filter(({ name }) => name === "bp:found-in")).toHaveLength(3);
  });

  test.each(["", "/", ":", "@", "a//b:", "{{ .Values.image }}"])(
    "of the odd reference %j are no reason to fail",
    (reference) => {
      const images = [image(reference, [])];
      expect(officialSchema()(bom({ ...input, images }))).toBe(true);
    },
  );

  test("of charts name where they come from", () => {
    expect(component(input, "charts/cilium")).toMatchObject({
      purl: "pkg:helm/cilium@1.16.5?repository_url=https%3A%2F%2Fhelm.cilium.io%2F",
      hashes: [{ alg: "SHA-256", content: "c".repeat(64) }],
      properties: [
        { name: "bp:licence", value: "not declared" },
        { name: "bp:path", value: "charts/cilium" },
        { name: "bp:repository", value: "https://helm.cilium.io/" },
        { name: "bp:source", value: "charts" },
      ],
    });
    expect(component(input, "charts/bp-other")?.purl).toContain("oci%3A%2F%2Fghcr.io");
    expect(component(input, "charts/cilium/charts/redis")?.purl).toBe("pkg:helm/redis@2.0.0");
  });
});

describe("the graph", () => {
  test("hangs each subchart and each image under the chart that brings it in", () => {
    const edges = Object.fromEntries(
      bom(input).dependencies.map(({ ref, dependsOn }) => [ref, dependsOn ?? []]),
    );
    expect(edges).toEqual({
      chart: [
        "charts/bp-other",
        "charts/cilium",
        `image:ghcr.io/openova-io/demo:1.2.3@${pinned}`,
        "image:nginx:1.27.0",
      ],
      "charts/bp-other": [],
      "charts/cilium": ["charts/cilium/charts/redis", "image:quay.io/cilium/cilium:v1.16.5"],
      "charts/cilium/charts/redis": ["image:nginx:1.27.0"],
      [`image:ghcr.io/openova-io/demo:1.2.3@${pinned}`]: [],
      "image:nginx:1.27.0": [],
      "image:quay.io/cilium/cilium:v1.16.5": [],
    });
  });
});

describe("no images", () => {
  const renders = [{ name: "default values", reason: "nobody asked" }];

  test("are said to be none found, with how they were looked for", () => {
    expect(bom({ ...input, images: [], renders }).metadata.properties).toEqual([
      { name: "bp:images", value: "none found" },
      {
        name: "bp:images:looked-at",
        value: "values, literal image lines of templates, annotations",
      },
      { name: "bp:images:not-rendered", value: "default values: nobody asked" },
      { name: "bp:timestamp", value: "not known: the source is in no commit" },
    ]);
    expect(bom(input).metadata.properties[0]).toEqual({ name: "bp:images", value: "listed" });
  });
});
