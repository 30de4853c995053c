import { indexOf } from "./chart-repository.ts";
import type { Upstream } from "./upstream.ts";

/** How many versions of each chart a large index lists. */
export const versionsEach = 100;

/**
 * An index of about so many bytes, laid out as Helm's, in which each chart has a hundred versions, of which the newest
 * is the one given and says where it is; what upstreams say about their versions fills it.
 */
export function largeIndex(charts: readonly Upstream[], bytes: number): string {
  const all = charts.flatMap((chart) =>
    Array.from({ length: versionsEach }, (_, at) => {
      const version = `1.${versionsEach - 1 - at}.0`;
      return { ...chart, version };
    }),
  );
  const bare = indexOf(all);
  const filler = Math.max(0, Math.floor((bytes - bare.length) / all.length) - 60);
  const text = "A line of what upstreams say about a version. ".repeat(Math.ceil(filler / 46));
  return bare.replaceAll(
    "    description: A chart for a test\n",
    `    annotations:\n      artifacthub.io/changes: |\n        ${text.slice(0, filler)}\n    description: A chart\n`,
  );
}
