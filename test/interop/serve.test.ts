import { mkdir, readFile, writeFile } from "node:fs/promises";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { artifactTypes } from "./checks/oras.ts";
import { startBpServe } from "./support/bp-serve.ts";
import { bpPublish, mustBp } from "./support/bp.ts";
import type { GuardedServe } from "./support/guarded-serve.ts";
import { startGuardedServe } from "./support/guarded-serve.ts";
import { helmOci, plainHttp, takesHttps } from "./support/helm.ts";
import { sha256 } from "./support/oci-read.ts";
import { peersNamed } from "./support/peers.ts";
import type { Outcome } from "./support/process.ts";
import { mustRun, run } from "./support/process.ts";
import { bpKeyPair } from "./support/published.ts";
import { installed } from "./support/registries.ts";
import type { Registry } from "./support/registry.ts";
import type { Scratch } from "./support/scratch.ts";
import { copyWorkspace, makeScratch } from "./support/scratch.ts";

let scratch: Scratch;
let registry: Registry;
let guarded: GuardedServe;

beforeAll(async () => {
  scratch = makeScratch();
  await mkdir(scratch.path("files"), { recursive: true });
  registry = await startBpServe();
  guarded = await startGuardedServe(scratch);
});
afterAll(async () => {
  await registry?.stop();
  await guarded?.stop();
  await scratch?.remove();
});

function call(program: string, ...args: string[]): Promise<Outcome> {
  return mustRun(program, args, { env: scratch.env, cwd: scratch.path("files") });
}

/** With the certificate of the guarded registry, and what standard input is given. */
function trusting(program: string, args: readonly string[], input = ""): Promise<Outcome> {
  return mustRun(program, args, { env: guarded.env, cwd: scratch.path("files"), input });
}

for (const oras of peersNamed("oras")) {
  describe.skipIf(!oras.present)(`${oras.label} and bp serve`, () => {
    test("push, attach, discover, pull, tag, copy, delete", async () => {
      const name = `${registry.host}/oras/note`;
      await writeFile(scratch.path("files/note.txt"), "remember the milk");
      await writeFile(scratch.path("files/review.txt"), "good");
      const plain = "--plain-http";
      await call(oras.path, "push", plain, `${name}:1`, "note.txt:text/plain");
      await call(
        oras.path,
        "attach",
        plain,
        "--artifact-type",
        "x/review",
        `${name}:1`,
        "review.txt",
      );
      const found = await call(oras.path, "discover", plain, "--format", "json", `${name}:1`);
      expect(artifactTypes(found.stdout)).toEqual(["x/review"]);
      await call(oras.path, "tag", plain, `${name}:1`, "latest");
      const tags = await call(oras.path, "repo", "tags", plain, name);
      expect(tags.stdout.trim().split("\n")).toEqual(["1", "latest"]);
      expect((await call(oras.path, "repo", "ls", plain, registry.host)).stdout).toContain(
        "oras/note",
      );
      await call(oras.path, "pull", plain, "-o", "pulled", `${name}:latest`);
      expect(await readFile(scratch.path("files/pulled/note.txt"), "utf8")).toBe(
        "remember the milk",
      );
      const copied = `${registry.host}/oras/copied:1`;
      const both = ["--from-plain-http", "--to-plain-http"];
      await call(oras.path, "cp", "-r", ...both, `${name}:1`, copied);
      const again = await call(oras.path, "discover", plain, "--format", "json", copied);
      expect(artifactTypes(again.stdout)).toEqual(["x/review"]);
      await call(oras.path, "manifest", "delete", plain, "--force", copied);
      const gone = await run(oras.path, ["resolve", plain, copied], { env: scratch.env });
      expect(gone.code).not.toBe(0);
    });

    test("login, push and pull over https", async () => {
      // oras takes localhost for plain HTTP unless it is told otherwise.
      const secure = (verb: string, ...args: string[]): Promise<Outcome> =>
        trusting(oras.path, [verb, "--plain-http=false", ...args], guarded.password);
      await secure("login", guarded.host, "-u", guarded.user, "--password-stdin");
      await writeFile(scratch.path("files/note.txt"), "remember the milk");
      await secure("push", `${guarded.host}/oras/note:1`, "note.txt:text/plain");
      await secure("pull", "-o", "guarded", `${guarded.host}/oras/note:1`);
      await trusting(oras.path, ["logout", guarded.host]);
      const resolve = ["resolve", "--plain-http=false", `${guarded.host}/oras/note:1`];
      expect((await run(oras.path, resolve, { env: guarded.env })).code).not.toBe(0);
    });
  });
}

for (const helm of peersNamed("helm")) {
  describe.skipIf(!helm.present)(`${helm.label} and bp serve`, () => {
    const folder = `helm-${helm.version}`;

    let archive: string;
    beforeAll(async () => {
      await call(helm.path, "create", folder);
      const { stdout } = await call(helm.path, "package", folder);
      archive = /: (\S+\.tgz)/.exec(stdout)?.[1] ?? "";
    });

    test("push, show and pull over plain HTTP", async () => {
      const repository = `${registry.host}/helm/${folder}`;
      const chart = { repository, version: "0.1.0" };
      await call(helm.path, "push", archive, `oci://${registry.host}/helm`, ...plainHttp(helm));
      const shown = await helmOci(helm, scratch, ["show", "chart"], chart);
      expect(shown.stdout).toContain(`name: ${folder}`);
      const out = scratch.path("files", `${folder}-plain`);
      await mkdir(out, { recursive: true });
      await helmOci(helm, scratch, ["pull", "-d", out], chart);
      const pulled = await readFile(`${out}/${folder}-0.1.0.tgz`);
      expect(sha256(pulled)).toBe(sha256(await readFile(archive)));
    });

    test.skipIf(!takesHttps(helm))("login, push, show and pull over https", async () => {
      const login = ["registry", "login", guarded.host, "-u", guarded.user, "--password-stdin"];
      await trusting(helm.path, login, guarded.password);
      await trusting(helm.path, ["push", archive, `oci://${guarded.host}/helm`]);
      const chart = [`oci://${guarded.host}/helm/${folder}`, "--version", "0.1.0"];
      const shown = await trusting(helm.path, ["show", "chart", ...chart]);
      expect(shown.stdout).toContain(`name: ${folder}`);
      await mkdir(scratch.path("files", `${folder}-out`), { recursive: true });
      await trusting(helm.path, ["pull", "-d", `${folder}-out`, ...chart]);
      const pulled = await readFile(scratch.path("files", `${folder}-out`, `${folder}-0.1.0.tgz`));
      expect(sha256(pulled)).toBe(sha256(await readFile(archive)));
    });
  });
}

for (const crane of peersNamed("crane")) {
  describe.skipIf(!crane.present)(`${crane.label} and bp serve`, () => {
    test("append, push, pull, copy, list and delete", async () => {
      const name = `${registry.host}/crane/image`;
      await writeFile(scratch.path("files/layer.txt"), "a layer");
      await call("tar", "-cf", "layer.tar", "layer.txt");
      await call(crane.path, "append", "--insecure", "-f", "layer.tar", "-t", `${name}:1`);
      await call(crane.path, "pull", "--insecure", `${name}:1`, "image.tar");
      await call(crane.path, "push", "--insecure", "image.tar", `${name}:2`);
      await call(crane.path, "copy", "--insecure", `${name}:1`, `${registry.host}/crane/other:1`);
      await call(
        crane.path,
        "validate",
        "--insecure",
        "--remote",
        `${registry.host}/crane/other:1`,
      );
      const listed = await call(crane.path, "ls", "--insecure", name);
      expect(listed.stdout.trim().split("\n")).toEqual(["1", "2"]);
      const catalog = await call(crane.path, "catalog", "--insecure", registry.host);
      expect(catalog.stdout.split("\n")).toContain("crane/image");
      const digest = (await call(crane.path, "digest", "--insecure", `${name}:2`)).stdout.trim();
      await call(crane.path, "delete", "--insecure", `${name}@${digest}`);
      expect((await call(crane.path, "ls", "--insecure", name)).stdout).not.toContain("2");
    });

    test("login and push over https", async () => {
      const login = ["auth", "login", guarded.host, "-u", guarded.user, "--password-stdin"];
      await trusting(crane.path, login, guarded.password);
      await writeFile(scratch.path("files/layer.txt"), "a layer");
      await call("tar", "-cf", "layer.tar", "layer.txt");
      const name = `${guarded.host}/crane/image:1`;
      await trusting(crane.path, ["append", "-f", "layer.tar", "-t", name]);
      await trusting(crane.path, ["validate", "--remote", name]);
    });
  });
}

const skopeo = await installed("skopeo");

describe.skipIf(!skopeo)("skopeo and bp serve", () => {
  test("copy in, list, inspect, copy out and delete, logged in over https", async () => {
    const policy = "--insecure-policy";
    const login = ["login", guarded.host, "-u", guarded.user, "--password-stdin"];
    const authfile = scratch.path("skopeo-auth.json");
    await trusting("skopeo", [...login, "--authfile", authfile], guarded.password);
    const config = { architecture: "amd64", os: "linux", config: {} };
    const layout = await imageLayout(scratch.path("files/image"), config);
    const image = `docker://${guarded.host}/skopeo/image:1`;
    const auth = ["--authfile", authfile];
    await trusting("skopeo", [policy, "copy", ...auth, `oci:${layout}:1`, image]);
    const listed = await trusting("skopeo", ["list-tags", ...auth, image.replace(/:1$/, "")]);
    expect((JSON.parse(listed.stdout) as { Tags: string[] }).Tags).toEqual(["1"]);
    const raw = await trusting("skopeo", ["inspect", ...auth, "--raw", image]);
    const out = `oci:${scratch.path("files/back")}:1`;
    await trusting("skopeo", [policy, "copy", ...auth, image, out]);
    const index = JSON.parse(await readFile(scratch.path("files/back/index.json"), "utf8")) as {
      manifests: { digest: string }[];
    };
    expect(index.manifests[0]?.digest).toBe(sha256(raw.stdout));
    await trusting("skopeo", ["delete", ...auth, image]);
    const gone = await run("skopeo", ["inspect", ...auth, "--raw", image], { env: guarded.env });
    expect(gone.code).not.toBe(0);
  });
});

describe("what bp writes, as oras discovers it", () => {
  let workspace: string;
  let key: string;
  beforeAll(async () => {
    workspace = await copyWorkspace(scratch, "discovered");
    ({ key } = await bpKeyPair(scratch, "discover-keys"));
  });

  for (const oras of peersNamed("oras")) {
    describe.skipIf(!oras.present)(oras.label, () => {
      test("the same tree in a registry, in a layout, mirrored, and in a bundle", async () => {
        const env = scratch.env;
        const bp = (...args: string[]): Promise<Outcome> => mustBp(args, { cwd: workspace, env });
        const to = ["--to", `${registry.host}/discovered`];
        await bpPublish(["axon", ...to, "--plain-http", "--key", key], { cwd: workspace, env });
        const from = ["--from", `${registry.host}/discovered`, "--no-images"];
        await bp("mirror", "axon", ...from, "--to", "oci-layout:mirror");
        await bp("mirror", "axon", ...from, "--to", `${registry.host}/mirrored`);
        await bp("bundle", "save", "axon.tar", "axon", ...from);
        await mkdir(`${workspace}/unpacked`, { recursive: true });
        await mustRun("tar", ["-xf", "axon.tar", "-C", "unpacked"], { cwd: workspace });
        const json = ["--format", "json"];
        const trees = await Promise.all(
          [
            ["--plain-http", `${registry.host}/discovered/bp-axon:1.1.0`],
            ["--plain-http", `${registry.host}/mirrored/bp-axon:1.1.0`],
            ["--oci-layout", `${workspace}/mirror/bp-axon:1.1.0`],
            ["--oci-layout", `${workspace}/unpacked/bp-axon:1.1.0`],
          ].map(async (where) => {
            const { stdout } = await call(oras.path, "discover", ...json, ...where);
            return digestsIn(stdout);
          }),
        );
        expect(trees[0]?.length).toBeGreaterThanOrEqual(5);
        for (const tree of trees) expect(tree).toEqual(trees[0]);
      });

      test("cp takes an artifact out of a bundle of one repository", async () => {
        await mustRun("tar", ["-cf", "one.tar", "-C", "mirror/bp-axon", "."], { cwd: workspace });
        const name = `${registry.host}/from-tar/bp-axon:1.1.0`;
        const flags = ["-r", "--from-oci-layout", "--to-plain-http"];
        await call(oras.path, "cp", ...flags, `${workspace}/one.tar:1.1.0`, name);
        await mustBp(["bundle", "check", "one.tar"], { cwd: workspace, env: scratch.env });
      });
    });
  }
});

/** Every referrer's digest, at whatever level, sorted. */
function digestsIn(json: string): readonly string[] {
  interface Node {
    readonly digest: string;
    readonly referrers?: readonly Node[];
  }
  const walk = ({ referrers = [] }: Node): readonly string[] =>
    referrers.flatMap((node) => [node.digest, ...walk(node)]);
  return [...walk(JSON.parse(json) as Node)].sort();
}

/** An OCI layout with an image of no layers, made by hand. */
async function imageLayout(folder: string, config: object): Promise<string> {
  const blobs = `${folder}/blobs/sha256`;
  await mkdir(blobs, { recursive: true });
  const keep = async (value: object): Promise<{ digest: string; size: number }> => {
    const text = JSON.stringify(value);
    const digest = sha256(text);
    await writeFile(`${blobs}/${digest.slice(7)}`, text);
    return { digest, size: text.length };
  };
  const whole = { ...config, rootfs: { type: "layers", diff_ids: [] } };
  const mediaType = "application/vnd.oci.image.manifest.v1+json";
  const configType = "application/vnd.oci.image.config.v1+json";
  const manifest = await keep({
    schemaVersion: 2,
    mediaType,
    config: { mediaType: configType, ...(await keep(whole)) },
    layers: [],
  });
  const annotations = { "org.opencontainers.image.ref.name": "1" };
  const index = { schemaVersion: 2, manifests: [{ mediaType, ...manifest, annotations }] };
  await writeFile(`${folder}/index.json`, JSON.stringify(index));
  await writeFile(`${folder}/oci-layout`, '{"imageLayoutVersion":"1.0.0"}');
  return folder;
}
