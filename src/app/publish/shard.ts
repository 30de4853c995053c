/** One of several parts, counted from 1. */
export interface Shard {
  readonly index: number;
  readonly total: number;
}

/** How a shard is written where the environment says which one this is: `auto/20`, or `auto`. */
const auto = /^auto(?:\/(?<total>[1-9]\d{0,3}))?$/u;

/**
 * `2/5`. `auto/5` takes which one from the environment, and `auto` both: an indexed Job of Kubernetes says
 * `JOB_COMPLETION_INDEX`, from 0, and GitLab's `parallel` says `CI_NODE_INDEX`, from 1, and `CI_NODE_TOTAL`. Undefined for
 * what is none.
 */
export function parseShard(
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
): Shard | undefined {
  const asked = auto.exec(text);
  return asked === null ? written(text) : written(placed(asked.groups?.["total"], environment));
}

/** As it is written, `2/5`. */
export function formatShard({ index, total }: Shard): string {
  return `${index}/${total}`;
}

function placed(
  given: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const { JOB_COMPLETION_INDEX: pod, CI_NODE_INDEX: node, CI_NODE_TOTAL: nodes } = environment;
  const total = given ?? nodes ?? "";
  return /^\d{1,4}$/u.test(pod ?? "") ? `${Number(pod) + 1}/${total}` : `${node ?? ""}/${total}`;
}

function written(text: string): Shard | undefined {
  const match = /^([1-9]\d{0,3})\/([1-9]\d{0,3})$/u.exec(text);
  const [index, total] = [Number(match?.[1]), Number(match?.[2])];
  return match !== null && index <= total ? { index, total } : undefined;
}

/**
 * The shard's part of each wave: all shards together hold each once, and none many more than another, neither in all nor
 * in a wave.
 */
export function inShard<T extends { readonly wave: number }>(
  items: readonly T[],
  { index, total }: Shard,
): readonly T[] {
  const held = shardsOf(items, total);
  return [...held.keys()].filter((item) => held.get(item) === index);
}

/** Which shard holds each, wave by wave. */
export function shardsOf<T extends { readonly wave: number }>(
  items: readonly T[],
  total: number,
): ReadonlyMap<T, number> {
  const inOrder = items.toSorted((a, b) => a.wave - b.wave);
  return new Map(inOrder.map((item, position) => [item, (position % total) + 1]));
}
