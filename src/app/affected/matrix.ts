import { emitYaml } from "../../yaml/index.ts";
import type { AffectedBlueprint } from "./report.ts";

export const matrixKinds = ["github", "gitea", "gitlab"] as const;

export type MatrixKind = (typeof matrixKinds)[number];

/** Where a GitLab project keeps the hidden job that the matrix extends. */
const gitlabTemplate = ".gitlab/bp.yaml";

/**
 * What a pipeline makes jobs of: one line of JSON for `strategy.matrix` of GitHub and Gitea Actions, or a child pipeline of
 * GitLab with a stage for each wave, whose jobs extend `.bp` of .gitlab/bp.yaml.
 */
export function matrixText(blueprints: readonly AffectedBlueprint[], kind: MatrixKind): string {
  return kind === "gitlab" ? gitlabPipeline(blueprints) : `${actionsMatrix(blueprints)}\n`;
}

/** By name: the whole matrix, each wave's, and what decides whether there is anything to do. */
export function matrixOutputs(
  blueprints: readonly AffectedBlueprint[],
): Readonly<Record<string, string>> {
  const waves = wavesOf(blueprints);
  return {
    any: String(blueprints.length > 0),
    count: String(blueprints.length),
    matrix: actionsMatrix(blueprints),
    waves: String(Math.max(-1, ...waves.keys()) + 1),
    ...Object.fromEntries([...waves].map(([wave, held]) => [`wave-${wave}`, actionsMatrix(held)])),
  };
}

function actionsMatrix(blueprints: readonly AffectedBlueprint[]): string {
  return JSON.stringify({
    include: blueprints.map(({ name, folder, version, wave }) => ({ name, folder, version, wave })),
  });
}

function gitlabPipeline(blueprints: readonly AffectedBlueprint[]): string {
  if (blueprints.length === 0)
    return emitYaml({ "nothing-affected": { script: ["echo nothing is affected"] } });
  const waves = wavesOf(blueprints);
  const jobs = [...waves].map(([wave, held]) => [
    `wave-${wave}`,
    { extends: ".bp", stage: `wave-${wave}`, parallel: { matrix: held.map(variables) } },
  ]);
  return emitYaml({
    include: [{ local: gitlabTemplate }],
    stages: [...waves.keys()].map((wave) => `wave-${wave}`),
    ...Object.fromEntries(jobs),
  });
}

function variables({ name, folder, version }: AffectedBlueprint): object {
  return { BP_NAME: name, BP_FOLDER: folder, BP_VERSION: version };
}

/** By their numbers: a shard has no part of some. */
function wavesOf(
  blueprints: readonly AffectedBlueprint[],
): ReadonlyMap<number, readonly AffectedBlueprint[]> {
  return Map.groupBy(blueprints, ({ wave }) => wave);
}
