import type { Finding } from "../../model/finding.ts";
import type { Kit, KitRelease } from "../../model/kit.ts";
import type { Target } from "../../model/reference.ts";
import { parseTarget, repositoryIn } from "../../model/reference.ts";
import { parseVersion, tagOf } from "../../model/version.ts";
import { coercedText, nodeAt } from "../../yaml/index.ts";
import { complain } from "./complain.ts";
import type { ChartSource } from "./kit-repositories.ts";
import { chartSource } from "./kit-repositories.ts";
import type { Place, Wanted } from "./wanted.ts";

export interface KitWants {
  readonly wanted: readonly Wanted[];
  readonly findings: readonly Finding[];
}

/**
 * The charts that the kits pin: those of the workspace from our own registry, any other from where its release says. What
 * cannot be mirrored is named.
 */
export function kitWants(kits: readonly Kit[], charts: ReadonlySet<string>, own: Target): KitWants {
  const answers = kits.flatMap((kit) =>
    kit.files.flatMap(({ releases }) =>
      releases.map((release) => wantOf(release, kit, charts, own)),
    ),
  );
  answers.push(...kits.flatMap((kit) => manifestWants(kit, own, charts)));
  return {
    wanted: answers.flatMap(({ wanted }) => wanted ?? []),
    findings: answers.flatMap(({ finding }) => finding ?? []),
  };
}

/** What the OCIRepositories bring that no release takes: manifests, ours by their names from our own registry. */
function manifestWants(kit: Kit, own: Target, names: ReadonlySet<string>): readonly Answer[] {
  const taken = new Set(
    kit.files.flatMap(({ releases }) => releases.map(({ source }) => source?.name)),
  );
  const objects = kit.files.flatMap((file) => file.objects);
  return objects.flatMap((object): readonly Answer[] => {
    if (object.kind !== "OCIRepository" || taken.has(object.name)) return [];
    const url = coercedText(nodeAt(object.root, "/spec/url")) ?? "";
    const version = coercedText(nodeAt(object.root, "/spec/ref/tag")) ?? "";
    const at = nodeAt(object.root, "/spec/ref/tag")?.at ?? object.at;
    const place = { at, what: `the kit's ${object.name}` };
    if (!url.startsWith("oci://") || isOpen(url) || version === "" || isOpen(version)) {
      const message = `${object.name} names no artifact by a tag: not mirrored`;
      return [{ finding: complain("BP902", message, place) }];
    }
    const name = url.slice(url.lastIndexOf("/") + 1);
    const target = names.has(name) ? repositoryIn(own, name) : parseTarget(url);
    return [{ wanted: chartWant(target, version, place) }];
  });
}

interface Answer {
  readonly wanted?: Wanted;
  readonly finding?: Finding;
}

function wantOf(release: KitRelease, kit: Kit, charts: ReadonlySet<string>, own: Target): Answer {
  const { chart, version, name } = release;
  const place = { at: release.versionAt, what: `the kit's release ${name}` };
  if (chart === "") return {};
  if (parseVersion(version) === undefined || isOpen(chart)) {
    const pin = version === "" ? "no version" : version;
    return { finding: complain("BP902", `${name} pins ${chart} to ${pin}: not mirrored`, place) };
  }
  if (charts.has(chart)) return { wanted: chartWant(repositoryIn(own, chart), version, place) };
  return foreignWant(release, chartSource(release, kit), place);
}

/** A chart that somebody else publishes. */
function foreignWant(release: KitRelease, { url, what }: ChartSource, place: Place): Answer {
  const { chart, version, name } = release;
  const told = url === "" ? what : `${url} of ${what}`;
  if (url === "" || isOpen(url)) {
    const message = `${name} takes ${chart} from ${told}, which nothing here places: not mirrored`;
    return { finding: complain("BP902", message, place) };
  }
  if (!url.startsWith("oci://")) {
    const message = `${name} takes ${chart} from ${told}, which no registry can stand in for`;
    return { finding: complain("BP904", message, place) };
  }
  return { wanted: chartWant(repositoryIn(parseTarget(url), chart), version, place) };
}

function chartWant(target: Target, version: string, place: Place): Wanted {
  const reference = { target, tag: tagOf(version), digest: undefined };
  return { kind: "chart", reference, required: true, places: [place] };
}

/** A variable whose value nobody gives here. */
function isOpen(text: string): boolean {
  return text.includes("${");
}
