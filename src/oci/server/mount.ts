import type { Digest } from "../../model/digest.ts";
import { contentOf } from "../content.ts";
import type { LayoutStore } from "../layout/store.ts";
import type { Repositories } from "./repositories.ts";
import { checkName } from "./route.ts";

interface Mount {
  /** The repository that is to have the blob. */
  readonly name: string;
  readonly digest: Digest;
  /** The repository that has it; null: whichever has it. */
  readonly from: string | null;
}

/**
 * Makes a blob of another repository one of this (distribution-spec, "Mounting a blob from another repository"); false
 * where it is not there. @throws Refusal for a name that is none
 */
export async function mountBlob(repositories: Repositories, mount: Mount): Promise<boolean> {
  const { name, digest, from } = mount;
  if (from !== null) checkName(from);
  const source = await holderOf(repositories, digest, from);
  if (source === undefined) return false;
  const size = await source.blobs.size(digest);
  if (size === undefined) return false;
  const target = { mediaType: "application/octet-stream", digest, size };
  const store = repositories.get(name);
  if (!(await store.mount(target, source))) await store.push(target, contentOf(source, target));
  return true;
}

async function holderOf(
  repositories: Repositories,
  digest: Digest,
  from: string | null,
): Promise<LayoutStore | undefined> {
  const names = from === null ? await repositories.names() : [from];
  for (const name of names) {
    const store = repositories.get(name);
    if ((await store.blobs.size(digest)) !== undefined) return store;
  }
  return undefined;
}
