import type { Reading } from "./reading.ts";

/** Where the console keeps the pictures that several cards share. */
const folder = "products/catalyst/bootstrap/ui/public/component-logos";

/** File names of the shared logos, sorted; undefined where there is no such folder. */
export async function sharedLogos({ tree }: Reading): Promise<readonly string[] | undefined> {
  if ((await tree.stat(folder))?.kind !== "folder") return undefined;
  return (await tree.list(folder)).filter(({ kind }) => kind === "file").map(({ name }) => name);
}
