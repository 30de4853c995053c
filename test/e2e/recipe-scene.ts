import { appendFileSync } from "node:fs";
import { join } from "node:path";

import { onTestFinished } from "vitest";

import { serveRegistry, singleUser } from "../../src/oci/index.ts";
import { commit, initialise } from "../support/git.ts";
import { temporary, unit, workspace } from "../support/workspace.ts";

export type Texts = Readonly<Record<string, string>>;

export interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Texts;
  readonly env?: Texts;
}

export interface Actions {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}

/** What a runner puts in place of an expression. @throws Error for one that the test does not know */
export function expanded(text: string, facts: Texts): string {
  return text.replace(/\$\{\{\s*(.+?)\s*\}\}/gu, (whole, expression: string) => {
    const value = facts[expression];
    if (value === undefined) throw new Error(`the test knows no ${whole}`);
    return value;
  });
}

export interface Scene {
  readonly cwd: string;
  readonly host: string;
  readonly tags: (name: string) => Promise<readonly string[]>;
}

/** A repository with two commits, of which the second changes bp-shop, and a registry with a user. */
export async function makeScene(
  files: Texts = {},
  user?: readonly [string, string],
): Promise<Scene> {
  const users = user === undefined ? {} : { users: singleUser(...user) };
  const served = await serveRegistry({ root: temporary(), ...users });
  onTestFinished(served.close);
  const cwd = workspace(
    unit("platform/base"),
    unit("products/shop", { depends: { "bp-base": "*" } }),
    files,
  );
  initialise(cwd);
  commit(cwd);
  appendFileSync(join(cwd, "products/shop/chart/values.yaml"), "more: 1\n");
  commit(cwd);
  const authorization = `Basic ${Buffer.from((user ?? []).join(":")).toString("base64")}`;
  return {
    cwd,
    host: served.host,
    tags: async (name) => {
      const url = `http://${served.host}/v2/${name}/tags/list`;
      const answer = await fetch(url, user === undefined ? {} : { headers: { authorization } });
      if (answer.status === 404) return [];
      const { tags } = (await answer.json()) as { readonly tags: readonly string[] };
      return tags.filter((tag) => !tag.startsWith("sha256-"));
    },
  };
}
