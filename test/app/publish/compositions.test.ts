import { beforeAll, describe, expect, test } from "vitest";

import { publishFaults } from "../../../src/app/publish/gate.ts";
import type { VerifyReport } from "../../../src/app/verify/report.ts";
import { verify } from "../../../src/app/verify/verify.ts";
import { readTarGz } from "../../../src/archive/index.ts";
import { spool } from "../../../src/cli/spool.ts";
import { cosignTag } from "../../../src/model/cosign-tag.ts";
import type { Descriptor } from "../../../src/model/descriptor.ts";
import { descriptorOf } from "../../../src/model/descriptor.ts";
import { annotation, mediaType } from "../../../src/model/media-type.ts";
import {
  bytesContent,
  copy,
  fetchAll,
  memoryStore,
  parseManifest,
} from "../../../src/oci/index.ts";
import type { Manifest, Store } from "../../../src/oci/index.ts";
import type { Signer } from "../../../src/signing/index.ts";
import { compositions, definition, functions } from "../../support/compositions.ts";
import { unit } from "../../support/workspace.ts";
import {
  memoryRegistry,
  newSigner,
  publishAll,
  repository,
  statuses,
} from "../support/publishing.ts";
import type { Registry } from "../support/publishing.ts";
import { rulesFor, sourceOf } from "../support/workspace.ts";

let signer: Signer;
beforeAll(async () => {
  signer = await newSigner();
});

const folder = "products/shop";
const files = { ...unit(folder), ...compositions(folder) };

interface Found {
  readonly registry: Registry;
  readonly store: Store;
  readonly chart: Descriptor;
  /** The manifest of the compositions, as the chart's referrers list it. */
  readonly beside: Descriptor;
}

async function published(): Promise<Found> {
  const registry = memoryRegistry();
  await publishAll(await sourceOf(files), registry, signer);
  const store = registry.open(repository("bp-shop"));
  const chart = await store.resolve("1.0.0");
  const [beside] = await store.referrers(chart, mediaType.fluxConfig);
  if (beside === undefined) throw new Error("the compositions are not listed");
  return { registry, store, chart, beside };
}

async function manifestIn(store: Store, descriptor: Descriptor): Promise<Manifest> {
  return parseManifest(await fetchAll(store, descriptor), descriptor.digest);
}

describe("compositions are published", () => {
  test("as an artifact of Flux's types that refers to the chart, which names its archive", async () => {
    const { store, chart, beside } = await published();
    const { config, layers, subject, annotations } = await manifestIn(store, beside);
    expect(config?.mediaType).toBe("application/vnd.cncf.flux.config.v1+json");
    expect(layers.map((layer) => layer.mediaType)).toEqual([
      "application/vnd.cncf.flux.content.v1.tar+gzip",
    ]);
    expect(subject?.digest).toBe(chart.digest);
    expect(annotations).toEqual({
      [annotation.title]: "bp-shop compositions",
      [annotation.version]: "1.0.0",
    });
    const [layer] = layers;
    if (layer === undefined) throw new Error("no layer");
    const chartManifest = await manifestIn(store, chart);
    expect(chartManifest.annotations?.[annotation.compositionsDigest]).toBe(layer.digest);
    expect(chartManifest.layers).toHaveLength(1);
    const paths: string[] = [];
    const bytes = bytesContent(await fetchAll(store, layer));
    for await (const { path } of readTarGz(bytes.open(), { name: "it" })) paths.push(path);
    expect(paths).toEqual(["composition.yaml", "definition.yaml", "functions.yaml"]);
  });

  test("signed by themselves in both formats, since Flux verifies what it pulls", async () => {
    const { store, beside } = await published();
    const bundles = await store.referrers(beside, mediaType.bundle);
    expect(bundles).toHaveLength(1);
    const tags = await store.tags();
    expect(tags).toContain(cosignTag(beside.digest, "sig"));
    expect(tags).not.toContain(cosignTag(beside.digest, "att"));
  });

  test("counted, and named in the SBOM", async () => {
    const registry = memoryRegistry();
    const report = await publishAll(await sourceOf(files), registry, signer);
    expect(report.artifacts[0]).toMatchObject({ signatures: 4, attestations: 6, referrers: 8 });
    const store = registry.open(repository("bp-shop"));
    const [sbom] = await store.referrers(await store.resolve("1.0.0"), mediaType.cyclonedx);
    if (sbom === undefined) throw new Error("no SBOM");
    const [layer] = (await manifestIn(store, sbom)).layers;
    if (layer === undefined) throw new Error("no layer");
    const text = new TextDecoder().decode(await fetchAll(store, layer));
    const { components } = JSON.parse(text) as { components: Record<string, unknown>[] };
    expect(components).toContainEqual(
      expect.objectContaining({
        name: "xpkg.crossplane.io/crossplane-contrib/function-go-templating",
        version: "v0.11.0",
        properties: expect.arrayContaining([
          { name: "bp:found-in", value: "compositions/functions.yaml" },
        ]),
      }),
    );
  });

  test("and without them the chart is what it was", async () => {
    const [bare, empty] = [memoryRegistry(), memoryRegistry()];
    const notes = { [`${folder}/compositions/README.md`]: "nothing yet" };
    const one = await publishAll(await sourceOf(unit(folder)), bare, signer);
    const two = await publishAll(await sourceOf({ ...unit(folder), ...notes }), empty, signer);
    expect(two.artifacts[0]?.digest).toBe(one.artifacts[0]?.digest);
    expect(two.artifacts[0]).toMatchObject({ signatures: 2, referrers: 7 });
  });
});

test("what no cluster takes is not published", async () => {
  const path = `${folder}/compositions/definition.yaml`;
  const faults = async (text: string): Promise<readonly string[]> => {
    const source = await sourceOf({ ...files, [path]: text });
    const { workspace } = source;
    const found = publishFaults(workspace, workspace.units, rulesFor(source));
    return found.map(({ ruleId, file, severity }) => `${ruleId} ${severity} ${file}`);
  };
  expect(await faults(definition)).toEqual([]);
  expect(await faults("spec: [\n")).toEqual([`YAML error ${path}`]);
  expect(await faults(definition.replace("referenceable: true", "referenceable: false"))).toEqual([
    `BP324 error ${path}`,
  ]);
  expect(await faults(definition.replace("name: xdata", "name: data"))).toEqual([
    `BP323 error ${path}`,
  ]);
});

describe("published again", () => {
  test("unchanged they stay, whatever is looked at", async () => {
    const { registry } = await published();
    for (const checkAll of [false, true]) {
      const again = await publishAll(await sourceOf(files), registry, signer, { checkAll });
      expect(statuses(again)).toEqual({ "bp-shop": "unchanged" });
    }
  });

  test("changed under the same version they are a conflict that names the files", async () => {
    const { registry } = await published();
    const { [`${folder}/compositions/composition.yaml`]: _gone, ...rest } = files;
    const changed = {
      ...rest,
      [`${folder}/compositions/functions.yaml`]: functions.replace("v0.11.0", "v0.12.0"),
      [`${folder}/compositions/more.yaml`]: functions.replaceAll("templating", "other"),
    };
    const report = await publishAll(await sourceOf(changed), registry, signer);
    expect([report.exitCode, statuses(report)]).toEqual([4, { "bp-shop": "conflict" }]);
    expect(report.artifacts[0]?.differences).toEqual([
      { path: "compositions/composition.yaml", change: "removed" },
      { path: "compositions/functions.yaml", change: "changed" },
      { path: "compositions/more.yaml", change: "added" },
    ]);
  });

  test("what was lost is put back: their signature, or they themselves", async () => {
    const { registry, store, chart, beside } = await published();
    const lost = [
      (listed: Descriptor, subject: Descriptor) =>
        subject.digest === beside.digest && listed.artifactType === mediaType.bundle,
      (listed: Descriptor) => listed.digest === beside.digest,
    ];
    for (const isLost of lost) {
      const open = { ...registry, open: () => hiding(store, isLost) };
      expect(statuses(await publishAll(await sourceOf(files), open, signer))).toEqual({
        "bp-shop": "repaired",
      });
    }
    expect(chart.digest).toBe((await store.resolve("1.0.0")).digest);
    expect(await store.referrers(beside, mediaType.bundle)).toHaveLength(1);
  });

  test("another signer is refused", async () => {
    const { registry } = await published();
    const report = await publishAll(await sourceOf(files), registry, await newSigner());
    expect(statuses(report)).toEqual({ "bp-shop": "failed" });
  });
});

describe("a verification", () => {
  test("says which they are", async () => {
    const { store, chart } = await published();
    const promised = (await manifestIn(store, chart)).annotations?.[annotation.compositionsDigest];
    const report = await judge(store);
    expect(report.ok).toBe(true);
    expect(said(report)).toEqual({
      name: "compositions",
      ok: true,
      detail: `${promised ?? ""}, signed`,
      ruleId: "BP806",
    });
  });

  test("fails without them, and without their own signature", async () => {
    const { store, beside } = await published();
    expect(
      said(await judge(hiding(store, ({ digest }) => digest === beside.digest, true))),
    ).toMatchObject({
      ok: false,
      detail: expect.stringMatching(/^the compositions sha256:[0-9a-f]{64} are missing$/u),
    });
    const unsigned = hiding(store, (_, subject) => subject.digest === beside.digest, true);
    expect(said(await judge(unsigned))).toMatchObject({
      ok: false,
      detail: "their own signature, signature-bundle: there is no signature bundle",
    });
  });

  test("fails where others refer to the chart too", async () => {
    const { store, chart, beside } = await published();
    const other = Buffer.from("something else");
    const layer = descriptorOf(mediaType.fluxContent, other);
    await store.push(layer, bytesContent(other));
    const manifest = Buffer.from(
      JSON.stringify({ ...(await rawManifest(store, beside)), layers: [layer] }),
    );
    const descriptor = {
      ...descriptorOf(mediaType.manifest, manifest),
      artifactType: mediaType.fluxConfig,
    };
    await store.push(descriptor, bytesContent(manifest));
    await store.linkReferrers(chart, [descriptor]);
    expect(said(await judge(store))).toMatchObject({
      ok: false,
      detail: expect.stringContaining("the manifest promises"),
    });
  });

  test("holds for a copy, their own signatures among what was copied", async () => {
    const { store } = await published();
    const to = memoryStore();
    await copy(store, to, "1.0.0", { referrers: true });
    const report = await judge(to);
    expect(report.checks.filter(({ ok }) => !ok)).toEqual([]);
  });
});

function judge(store: Store): Promise<VerifyReport> {
  return verify({
    reference: { target: repository("bp-shop"), tag: "1.0.0", digest: undefined },
    open: () => store,
    policies: [signer.policy],
    spool,
  });
}

function said({ checks }: VerifyReport): unknown {
  return checks.find(({ name }) => name === "compositions");
}

/** A store whose listings leave out what is lost; for ever, or until something is linked. */
function hiding(
  store: Store,
  isLost: (listed: Descriptor, subject: Descriptor) => boolean,
  forEver = false,
): Store {
  let hidden = true;
  return new Proxy(store, {
    get(target, name) {
      if (name === "referrers")
        return async (...[subject, type]: Parameters<Store["referrers"]>) =>
          (await store.referrers(subject, type)).filter(
            (listed) => !hidden || !isLost(listed, subject),
          );
      if (name === "linkReferrers")
        return async (...args: Parameters<Store["linkReferrers"]>) => {
          hidden = forEver;
          return store.linkReferrers(...args);
        };
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

async function rawManifest(store: Store, descriptor: Descriptor): Promise<object> {
  return JSON.parse(new TextDecoder().decode(await fetchAll(store, descriptor))) as object;
}
