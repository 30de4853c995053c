import { parseSubjectTag } from "../../model/cosign-tag.ts";
import type { Descriptor } from "../../model/descriptor.ts";
import type { Digest } from "../../model/digest.ts";
import type { LayoutIndex } from "./index-json.ts";
import type { LinkReader } from "./referrers.ts";

type Entry = LayoutIndex["entries"][number];

/** Everything that the entries lead to, themselves included. @throws BpError UNREADABLE for a damaged manifest */
export async function reach(
  entries: readonly Entry[],
  links: LinkReader,
): Promise<ReadonlySet<Digest>> {
  const live = new Set<Digest>();
  for (const { descriptor } of entries) await mark(descriptor, links, live);
  return live;
}

/**
 * As reach, from tags alone, and from what belongs to something that was reached: by its subject, or by a tag of
 * cosign's. `fresh` says what counts as tagged however it is listed.
 * @throws BpError UNREADABLE for a damaged manifest
 */
export async function reachTagged(
  entries: readonly Entry[],
  links: LinkReader,
  fresh: (digest: Digest) => boolean,
): Promise<ReadonlySet<Digest>> {
  const live = new Set<Digest>();
  let open = entries;
  for (let before = -1; before !== live.size;) {
    before = live.size;
    const later: Entry[] = [];
    for (const entry of open) {
      const { descriptor } = entry;
      if (fresh(descriptor.digest) || (await belongs(entry, links, live)))
        await mark(descriptor, links, live);
      else later.push(entry);
    }
    open = later;
  }
  return live;
}

async function belongs(
  { tag, descriptor }: Entry,
  links: LinkReader,
  live: ReadonlySet<Digest>,
): Promise<boolean> {
  const owner = tag === undefined ? undefined : parseSubjectTag(tag);
  if (tag !== undefined && owner === undefined) return true;
  const subject = owner?.subject ?? (await links.parts(descriptor)).subject?.digest;
  return live.has(descriptor.digest) || (subject !== undefined && live.has(subject));
}

async function mark(top: Descriptor, links: LinkReader, live: Set<Digest>): Promise<void> {
  const open = [top];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (live.has(next.digest)) continue;
    live.add(next.digest);
    open.push(...(await links.parts(next)).children);
  }
}
