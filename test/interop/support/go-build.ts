import { chmod, copyFile, mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { buildInside } from "./go-build-inside.ts";
import type { GoPeer } from "./peers.ts";
import type { Outcome, RunOptions } from "./process.ts";
import { run } from "./process.ts";

const LIMIT_MS = 45 * 60_000;

/** What `go install` says of a module that it can only build as somebody's dependency. */
const NOT_INSTALLABLE = /replace directives|exclude directives|loading deprecation/;

/** `go` itself, from the PATH or from where its own installer puts it; undefined where there is none. */
export async function findGo(): Promise<string | undefined> {
  for (const candidate of ["go", "/usr/local/go/bin/go"]) {
    if ((await run(candidate, ["version"])).code === 0) return candidate;
  }
  return undefined;
}

/**
 * Builds one peer and puts the program at `target`; gives the reason where it cannot be built.
 * `go install` refuses a module with replace directives, and asks for the list of versions, which a
 * proxy may not have: then a module of our own requires it.
 */
export async function buildPeer(
  go: string,
  peer: GoPeer,
  target: string,
): Promise<string | undefined> {
  const work = await mkdtemp(join(tmpdir(), `peer-${peer.name}-`));
  try {
    const outcome = await buildAny(go, peer, work);
    if (outcome.code !== 0) return reasonOf(outcome);
    await place(join(work, "bin"), target);
    return undefined;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function buildAny(go: string, peer: GoPeer, work: string): Promise<Outcome> {
  const { inside } = peer;
  if (inside !== undefined) {
    const inFolder = (args: readonly string[], cwd: string): Promise<Outcome> =>
      nice(go, args, { ...settings(peer, work), cwd });
    const output = ["-o", join(work, "bin", peer.name)];
    const how = { go: inFolder, work, flags: [...flags(peer), ...output] };
    return buildInside({ ...peer, inside }, how);
  }
  const outcome = await install(go, peer, work);
  return NOT_INSTALLABLE.test(outcome.stderr) ? buildAsDependency(go, peer, work) : outcome;
}

function install(go: string, peer: GoPeer, work: string): Promise<Outcome> {
  const target = `${packagePath(peer)}@v${peer.version}`;
  return nice(go, ["install", ...flags(peer), target], settings(peer, work));
}

async function buildAsDependency(go: string, peer: GoPeer, work: string): Promise<Outcome> {
  const options = settings(peer, work);
  const steps = [
    ["mod", "init", "interop.invalid/peer"],
    ["mod", "edit", `-require=${peer.module}@v${peer.version}`],
  ];
  for (const step of steps) {
    const outcome = await nice(go, step, options);
    if (outcome.code !== 0) return outcome;
  }
  await mkdir(join(work, "bin"), { recursive: true });
  const output = join(work, "bin", peer.name);
  const args = ["build", "-mod=mod", ...flags(peer), "-o", output, packagePath(peer)];
  return nice(go, args, options);
}

function packagePath(peer: GoPeer): string {
  return peer.package === "." ? peer.module : `${peer.module}/${peer.package}`;
}

function flags(peer: GoPeer): string[] {
  return ["-trimpath", "-buildvcs=false", "-ldflags", ["-s -w", ...(peer.ldflags ?? [])].join(" ")];
}

function settings(peer: GoPeer, work: string): RunOptions {
  const env = {
    GOFLAGS: "-p=2",
    ...process.env,
    CGO_ENABLED: "0",
    GOMEMLIMIT: "2GiB",
    ...peer.env,
  };
  return { cwd: work, env: { ...env, GOBIN: join(work, "bin") }, timeoutMs: LIMIT_MS };
}

function nice(go: string, args: readonly string[], options: RunOptions): Promise<Outcome> {
  return run("nice", [go, ...args], options);
}

async function place(folder: string, target: string): Promise<void> {
  const [program] = await readdir(folder);
  if (program === undefined) throw new Error(`go left no program in ${folder}`);
  const staged = `${target}.new`;
  await copyFile(join(folder, program), staged);
  await chmod(staged, 0o755);
  await rename(staged, target);
}

/** The first line that go complained with, without the package that it begins with. */
function reasonOf(outcome: Outcome): string {
  if (outcome.code === 124) return "took longer than its time limit";
  const lines = outcome.stderr.split("\n");
  const line = lines.find((text) => text && !text.includes("downloading"));
  return (line ?? `go ended with ${outcome.code}`).replace(/^go: (\S+@\S+: )*/, "").slice(0, 160);
}
