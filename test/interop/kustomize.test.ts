import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { sourceIgnore } from "../../src/kustomize/source-ignore.ts";
import { kustomize, manifestFiles } from "../support/kustomize.ts";
import { bpPublish, mustBp } from "./support/bp.ts";
import { cosignModes, cosignVerify, writeTrustedRoot } from "./support/cosign.ts";
import { peersNamed } from "./support/peers.ts";
import { mustRun, run } from "./support/process.ts";
import { bpKeyPair } from "./support/published.ts";
import type { Registry } from "./support/registry.ts";
import { startRegistry } from "./support/registry.ts";
import type { Scratch } from "./support/scratch.ts";
import { makeScratch } from "./support/scratch.ts";
import { treeFiles } from "./support/tree-files.ts";

const name = "bp-guard";
const unit = "platform/guard";

/** What Flux leaves out, by its own list and by a .sourceignore: it is in the tree and not in the package. */
const leftOut = { "base/notes.md": "x", "overlays/prod/.gitignore": "x" };
/** With a .sourceignore Flux leaves pictures in. */
const ignore = { "base/.sourceignore": "*.md\n", "base/logo.png": "x" };

const ignorePaths = [
  ..."a.yaml a.png a.tar.gz b/.gitignore b/.github/x.yaml b/c/a.md b/c/d/a.md b/docs/x".split(" "),
  ..."docs/x docs/docs/y .sops.yaml b/.sops.yaml b/.flux.yaml appveyor.yml e/[x].md".split(" "),
];

const ignoreTexts = [
  ..."|*.md|/docs|docs/|docs|b/c|**/a.md|b/**/a.md|b/**|b/*/a.md|**/docs/|*|a.yaml/|[|[a|?.yaml".split(
    "|",
  ),
  "*.md\n!b/c/d/",
  "*\n!a.yaml",
  "b/\n!b/docs/x",
  "# a comment\n\n",
  "/b/c/a.md  \n*.png",
  "e/\\[x].md",
];

/** A blueprint of manifests for Kustomize, published, before Flux's own packages and the clients of registries. */
describe("manifests for Kustomize", () => {
  let scratch: Scratch;
  let registry: Registry;
  let repository: string;
  let digest: string;
  let publicKey: string;

  beforeAll(async () => {
    scratch = makeScratch();
    registry = await startRegistry();
    await writeTrustedRoot(scratch);
    const keys = await bpKeyPair(scratch, "keys");
    publicKey = keys.publicKey;
    const files = kustomize(unit, {}, { ...manifestFiles(), ...leftOut, ...ignore });
    for (const [path, text] of Object.entries(files)) {
      const file = scratch.path("workspace", path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
    const to = `${registry.host}/charts`;
    const [artifact] = await bpPublish(["--to", to, "--plain-http", "--key", keys.key], {
      cwd: scratch.path("workspace"),
      env: scratch.env,
    });
    repository = `${to}/${name}`;
    digest = artifact?.digest ?? "";
  });

  afterAll(async () => {
    await registry?.stop();
    await scratch?.remove();
  });

  const packaged = { ...manifestFiles(), ...ignore };

  /** The tree as it must come out, by path. */
  function expected(): ReadonlyMap<string, string> {
    const entries = Object.entries(packaged).toSorted(([a], [b]) => (a < b ? -1 : 1));
    return new Map(entries.map(([path, text]) => [path, Buffer.from(text).toString("base64")]));
  }

  for (const flux of peersNamed("flux-oci")) {
    describe.skipIf(!flux.present)(flux.label, () => {
      test("unpacks the tree byte for byte, by tag and by digest", async () => {
        for (const [at, folder] of [
          [":1.0.0", "by-tag"],
          [`@${digest}`, "by-digest"],
        ] as const) {
          const pulled = await mustRun(flux.path, ["pull", repository + at, scratch.path(folder)]);
          expect(pulled.stdout.trim()).toBe(`${repository}@${digest}`);
          expect(await treeFiles(scratch.path(folder))).toEqual(expected());
        }
      });

      test("hands on to kustomize-controller all that was packed, and nothing else", async () => {
        await mustRun(flux.path, ["pull", `${repository}:1.0.0`, scratch.path("pulled")]);
        await mustRun(flux.path, ["serve", scratch.path("pulled"), scratch.path("served.tar.gz")]);
        await mkdir(scratch.path("served"));
        const args = ["-xzf", scratch.path("served.tar.gz"), "-C", scratch.path("served")];
        await mustRun("tar", args);
        expect(await treeFiles(scratch.path("served"))).toEqual(expected());
      });

      test("would have left out of the whole tree what bp leaves out", async () => {
        const tree = scratch.path("workspace", unit, "manifests");
        await mustRun(flux.path, ["serve", tree, scratch.path("whole.tar.gz")]);
        await mkdir(scratch.path("whole"));
        await mustRun("tar", ["-xzf", scratch.path("whole.tar.gz"), "-C", scratch.path("whole")]);
        expect(await treeFiles(scratch.path("whole"))).toEqual(expected());
      });

      test.each(ignoreTexts)("leaves out of a tree what bp does, for %j", async (text) => {
        const folder = scratch.path(`ignored-${ignoreTexts.indexOf(text)}`);
        const files = text === "" ? ignorePaths : [...ignorePaths, ".sourceignore"];
        for (const path of files) {
          await mkdir(dirname(join(folder, "tree", path)), { recursive: true });
          await writeFile(join(folder, "tree", path), path === ".sourceignore" ? text : "");
        }
        await mustRun(flux.path, ["serve", join(folder, "tree"), join(folder, "served.tar.gz")]);
        const { stdout } = await mustRun("tar", ["-tzf", join(folder, "served.tar.gz")]);
        const served = stdout.split("\n").filter((path) => ignorePaths.includes(path));
        const isLeftOut = sourceIgnore(text === "" ? [] : [["", text]]);
        expect(served.toSorted()).toEqual(
          ignorePaths.filter((path) => !isLeftOut(path)).toSorted(),
        );
      });

      test("pushes a manifest of the same form, but for its times", async () => {
        const theirs = `${registry.host}/flux/guard`;
        const tree = scratch.path("by-tag");
        await mustRun(flux.path, ["push", `${theirs}:1.0.0`, tree]);
        const [ours, other] = await Promise.all([manifestOf(repository), manifestOf(theirs)]);
        expect(form(ours)).toEqual(form(other));
        expect(form(ours)).toEqual({
          mediaType: "application/vnd.oci.image.manifest.v1+json",
          config: "application/vnd.cncf.flux.config.v1+json",
          layers: ["application/vnd.cncf.flux.content.v1.tar+gzip"],
        });
        const created = "org.opencontainers.image.created";
        expect(Object.keys(other.annotations)).toContain(created);
        expect(Object.keys(ours.annotations)).not.toContain(created);
      });
    });
  }

  for (const oras of peersNamed("oras")) {
    test.skipIf(!oras.present)(`${oras.label} shows the types and what refers to it`, async () => {
      const manifest = await manifestOf(repository);
      expect(manifest.layers).toHaveLength(1);
      const args = ["discover", "--plain-http", "--format", "json", `${repository}:1.0.0`];
      const { stdout } = await mustRun(oras.path, args, { env: scratch.env });
      expect(stdout).toContain("application/vnd.openova.catalyst.blueprint.v1+yaml");
      expect(stdout).toContain("application/vnd.cyclonedx+json");
      expect(stdout).toContain("application/vnd.dev.sigstore.bundle.v0.3+json");
    });
  }

  for (const crane of peersNamed("crane")) {
    test.skipIf(!crane.present)(`${crane.label} finds it whole`, async () => {
      const args = ["validate", "--insecure", "--remote", `${repository}:1.0.0`];
      const { stdout, stderr } = await mustRun(crane.path, args, { env: scratch.env });
      expect(stdout + stderr).toContain("PASS");
    });
  }

  for (const cosign of peersNamed("cosign")) {
    test.skipIf(!cosign.present)(`${cosign.label} verifies its signature`, async () => {
      for (const mode of cosignModes(cosign)) {
        const call = { cosign, mode, publicKey, scratch };
        expect(await cosignVerify(call, `${repository}:1.0.0`)).toMatchObject({ code: 0 });
      }
    });
  }

  for (const flux of peersNamed("source-controller")) {
    test.skipIf(!flux.present)(`${flux.label} takes it for its key`, async () => {
      const args = ["-key", publicKey, `${repository}@${digest}`];
      const verified = await run(flux.path, args, { env: scratch.env });
      expect(verified, verified.stderr).toMatchObject({ code: 0, stdout: "verified\n" });
    });
  }

  for (const program of peersNamed("kustomize")) {
    test.skipIf(!program.present)(`${program.label} builds the same of both trees`, async () => {
      const packed = await mustBp(["package", "--out", scratch.path("out")], {
        cwd: scratch.path("workspace"),
        env: scratch.env,
      });
      expect(packed.stdout).toContain(`${name}-1.0.0.tgz`);
      await mkdir(scratch.path("unpacked"));
      const archive = scratch.path("out", `${name}-1.0.0.tgz`);
      await mustRun("tar", ["-xzf", archive, "-C", scratch.path("unpacked")]);
      for (const folder of ["base", "overlays/prod"]) {
        const of = (tree: string): Promise<string> =>
          mustRun(program.path, ["build", join(tree, folder)], { env: scratch.env }).then(
            ({ stdout }) => stdout,
          );
        const built = await of(scratch.path("unpacked"));
        expect(built).toBe(await of(scratch.path("workspace", unit, "manifests")));
        expect(built).toContain(folder === "base" ? "guard:1.0.0" : "guard:1.0.1");
        const overlay = folder === "base" ? [] : ["--overlay", "prod"];
        const args = ["render", "guard", "--kustomize", program.path, ...overlay];
        const cwd = scratch.path("workspace");
        expect((await mustBp(args, { cwd, env: scratch.env })).stdout).toBe(`---\n${built}`);
      }
    });
  }

  interface Manifest {
    readonly mediaType: string;
    readonly config: { readonly mediaType: string };
    readonly layers: readonly { readonly mediaType: string }[];
    readonly annotations: Readonly<Record<string, string>>;
  }

  async function manifestOf(at: string): Promise<Manifest> {
    const [host = "", ...path] = at.split("/");
    const accept = "application/vnd.oci.image.manifest.v1+json";
    const url = `http://${host}/v2/${path.join("/")}/manifests/1.0.0`;
    return (await (await fetch(url, { headers: { accept } })).json()) as Manifest;
  }
});

function form(manifest: {
  readonly mediaType: string;
  readonly config: { readonly mediaType: string };
  readonly layers: readonly { readonly mediaType: string }[];
}): object {
  const { mediaType, config, layers } = manifest;
  return {
    mediaType,
    config: config.mediaType,
    layers: layers.map((layer) => layer.mediaType),
  };
}
