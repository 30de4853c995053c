import type { SbomInput } from "./input.ts";

/** What is read where nothing is rendered or built. */
const texts = {
  chart: "values, literal image lines of templates, annotations",
  kustomize: "manifests, patches and the images of kustomizations; nothing was built",
} as const;

/**
 * How images were looked for, as names and values: an SBOM that was made without Helm says so, and one in which nothing
 * was found says that too.
 */
export function lookedAt({
  subject,
  images,
  renders,
  helm,
  kubernetes,
}: SbomInput): readonly (readonly [string, string])[] {
  const done = renders.filter(({ objects }) => objects !== undefined);
  const cluster = kubernetes === undefined ? "" : ` for Kubernetes ${kubernetes}`;
  const also = texts[subject.kind];
  return [
    ["bp:images", images.length === 0 ? "none found" : "listed"],
    ["bp:images:looked-at", done.length === 0 ? also : `renders, ${also}`],
    ...(done.length === 0 || helm === undefined
      ? []
      : [["bp:images:rendered-by", `${helm.name} ${helm.version}${cluster}`] as const]),
    ...done.map(
      ({ name, objects }) => ["bp:images:rendered", `${name}: ${objects} objects`] as const,
    ),
    ...renders
      .filter(({ objects }) => objects === undefined)
      .map(({ name, reason }) => ["bp:images:not-rendered", `${name}: ${reason}`] as const),
  ];
}
