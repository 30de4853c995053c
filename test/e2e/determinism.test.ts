import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { built } from "../support/built.ts";
import type { Outcome, RunOptions } from "../support/program.ts";
import { mustRun, run, said } from "../support/program.ts";
import type { PublishReport } from "../support/reports.ts";
import type { Files } from "../support/workspace.ts";
import { temporary, unit, workspace, write } from "../support/workspace.ts";

const files: Files = {
  ...unit("platform/base", { data: "base" }),
  ...unit("products/app", {
    depends: { "bp-base": "^1.0.0" },
    dependencies: [
      '{ name: bp-base, version: ^1.0.0, repository: "oci://registry.example/charts" }',
    ],
  }),
  "products/app/chart/templates/Äpfel.yaml": "# umlaut\n",
  "products/app/chart/templates/zebra.yaml": "# z\n",
  "products/app/chart/templates/apple.yaml": "# a\n",
  "products/app/chart/.helmignore": "*.bak\n",
};

/** What a run produced: the digest of each archive, and of each manifest. */
interface Digests {
  readonly archives: Readonly<Record<string, string>>;
  readonly planned: Readonly<Record<string, string>>;
  readonly published: Readonly<Record<string, string>>;
}

/** Packages, plans and publishes from a shell, so that the umask is the shell's. */
async function digestsOf(
  work: string,
  options: RunOptions & { readonly umask: string },
): Promise<Digests> {
  const out = temporary();
  const bp = async (line: string): Promise<Outcome> => {
    const script = `umask ${options.umask} && "$NODE" "$BP" ${line}`;
    const env = { NODE: process.execPath, BP: await built(), WORK: work, OUT: out, ...options.env };
    const outcome = await run("/bin/sh", ["-c", script], { cwd: options.cwd ?? work, env });
    expect(outcome.code, said(outcome)).toBe(0);
    return outcome;
  };
  await bp('package --all -C "$WORK" --out "$OUT"');
  const planned = await bp('publish --all -C "$WORK" --dry-run -o json');
  const published = await bp('publish --all -C "$WORK" -o json');
  const archives = readdirSync(out).map((name) => [
    name,
    createHash("sha256")
      .update(readFileSync(join(out, name)))
      .digest("hex"),
  ]);
  return {
    archives: Object.fromEntries(archives) as Digests["archives"],
    planned: manifests(planned),
    published: manifests(published),
  };
}

function manifests({ stdout }: Outcome): Readonly<Record<string, string>> {
  const { artifacts } = JSON.parse(stdout) as PublishReport;
  return Object.fromEntries(artifacts.map(({ name, digest }) => [name, digest]));
}

test("another time, umask, zone, language, folder, order and commit give the same bytes", async () => {
  const plain = workspace(files);
  const base = await digestsOf(plain, { umask: "022" });
  expect(Object.keys(base.archives)).toEqual(["bp-app-1.0.0.tgz", "bp-base-1.0.0.tgz"]);
  expect(base.planned).toEqual(base.published);

  const backwards = workspace(Object.fromEntries(Object.entries(files).toReversed()));
  touch(backwards, new Date("2001-02-03T04:05:06Z"));
  const elsewhere = { TZ: "Pacific/Kiritimati", LANG: "sv_SE.UTF-8", LC_ALL: "tr_TR.UTF-8" };
  const env = { ...elsewhere, HOME: temporary(), SOURCE_DATE_EPOCH: "32503680000" };
  const tight = await digestsOf(backwards, { umask: "077", cwd: temporary(), env });
  expect(tight).toEqual(base);

  const committed = workspace(files);
  await commitAll(committed);
  write(committed, { "README.md": "Not part of any chart.\n" });
  await commitAll(committed);
  touch(committed, new Date("2038-01-19T03:14:08Z"));
  const env2 = { TZ: "America/St_Johns", LC_ALL: "C", HOME: "/nonexistent" };
  const loose = await digestsOf(committed, { umask: "000", env: env2 });
  expect(loose).toEqual(base);
  expect(statSync(join(committed, ".bp/keys/dev.key")).mode & 0o777).toBe(0o600);
});

test("a chart's digests stay as they are from one version of bp to the next", async () => {
  const { archives, published } = await digestsOf(workspace(unit("products/still")), {
    umask: "022",
  });
  expect({ archives, published }).toMatchInlineSnapshot(`
    {
      "archives": {
        "bp-still-1.0.0.tgz": "6e305bbff9caf9ce11be0febf5f656021a0af04bb4f558dade5d98fc744dbfbf",
      },
      "published": {
        "bp-still": "sha256:b52936caace2309a67e14f52f5be7a441d6bc9b16837d52e4676b9b6c7b4cab8",
      },
    }
  `);
});

test("a changed byte changes the digests of the chart and of what embeds it", async () => {
  const before = await digestsOf(workspace(files), { umask: "022" });
  const after = await digestsOf(workspace(files, unit("platform/base", { data: "other" })), {
    umask: "022",
  });
  for (const name of ["bp-app", "bp-base"]) {
    expect(after.published[name]).not.toBe(before.published[name]);
    expect(after.archives[`${name}-1.0.0.tgz`]).not.toBe(before.archives[`${name}-1.0.0.tgz`]);
  }
});

function touch(folder: string, time: Date): void {
  for (const entry of readdirSync(folder, { recursive: true, encoding: "utf8" }))
    utimesSync(join(folder, entry), time, time);
}

async function commitAll(folder: string): Promise<void> {
  const who = ["-c", "user.name=a", "-c", "user.email=a@example.org"];
  await mustRun("git", ["init", "-q"], { cwd: folder });
  await mustRun("git", ["add", "-A"], { cwd: folder });
  await mustRun("git", [...who, "commit", "-qm", "A commit."], { cwd: folder });
}
