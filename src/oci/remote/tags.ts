import { byCodeUnit } from "../../model/order.ts";
import { isObject, parseJson } from "../manifest.ts";
import { pages } from "./paging.ts";
import { faultsOf } from "./problem.ts";
import type { Repository } from "./repository.ts";

const pageBytes = 4 * 1024 * 1024;

/** Every tag, sorted by code unit (distribution-spec, "Listing Tags"); empty while the repository does not exist. */
export async function listTags(
  repository: Repository,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const found = new Set<string>();
  const receive = (to: string | URL) =>
    repository.receive({ method: "GET", to, signal }, pageBytes);
  for await (const { answer, bytes } of pages(repository, "tags/list", receive)) {
    if (answer.status === 404) {
      const faults = await faultsOf(answer);
      if (faults.some(({ code }) => code === "NAME_UNKNOWN" || code === "MANIFEST_UNKNOWN"))
        return [];
    }
    if (answer.status !== 200) throw await repository.problem(answer);
    for (const tag of tagsIn(bytes)) found.add(tag);
  }
  return [...found].sort(byCodeUnit);
}

function tagsIn(bytes: Uint8Array): readonly string[] {
  const value = parseJson(bytes);
  const tags = isObject(value) ? value["tags"] : undefined;
  return Array.isArray(tags) ? tags.filter((tag) => typeof tag === "string") : [];
}
