import { join } from "node:path";

import type { Bytes } from "../model/ports.ts";
import { openInBrowser } from "./browser.ts";
import { keyStore } from "./key-store.ts";
import { writeWhole } from "./write-whole.ts";

type Environment = Readonly<Record<string, string | undefined>>;

export interface Shown {
  /** Absolute path of the picture. */
  readonly file: string;
  /** Whether a browser was started with it. */
  readonly opened: boolean;
}

/**
 * Writes a picture into .bp/ of the workspace, where git does not see it and a confined browser may read it, and opens
 * it.
 * @throws BpError UNREADABLE where it cannot be written
 */
export async function showPicture(
  root: string,
  { name, text }: { readonly name: string; readonly text: string },
  environment: Environment,
): Promise<Shown> {
  await keyStore(root, environment).create(".bp/.gitignore", "*\n", 0o644);
  const file = join(root, ".bp", name);
  await writeWhole(file, bytesOf(text));
  return { file, opened: await openInBrowser(file, environment) };
}

async function* bytesOf(text: string): Bytes {
  yield new TextEncoder().encode(text);
}
