import type { AffectedBlueprint } from "./report.ts";

/** One of several parts, counted from 1. */
export interface Shard {
  readonly index: number;
  readonly total: number;
}

/** `2/5`, undefined for what is none. */
export function parseShard(text: string): Shard | undefined {
  const match = /^([1-9]\d{0,3})\/([1-9]\d{0,3})$/u.exec(text);
  const [index, total] = [Number(match?.[1]), Number(match?.[2])];
  return match !== null && index <= total ? { index, total } : undefined;
}

/** The shard's part of each wave: all shards together hold each blueprint once, and none much more than another. */
export function inShard(
  blueprints: readonly AffectedBlueprint[],
  { index, total }: Shard,
): readonly AffectedBlueprint[] {
  const inWaves = [...Map.groupBy(blueprints, ({ wave }) => wave).values()].flat();
  return inWaves.filter((_, position) => position % total === index - 1);
}
