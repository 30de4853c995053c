/** Pairs of numbers in the wrong order among these: what an insertion sort would swap. By merging, so n log n. */
export function inversions(numbers: readonly number[]): number {
  if (numbers.length < 2) return 0;
  let count = 0;
  let runs = numbers.map((number) => [number]);
  while (runs.length > 1) {
    const merged: number[][] = [];
    for (let at = 0; at < runs.length; at += 2) {
      const [run, swaps] = merge(runs[at] ?? [], runs[at + 1] ?? []);
      merged.push(run);
      count += swaps;
    }
    runs = merged;
  }
  return count;
}

function merge(left: readonly number[], right: readonly number[]): [number[], number] {
  const merged: number[] = [];
  let [l, r, swaps] = [0, 0, 0];
  while (l < left.length || r < right.length) {
    const [one, other] = [left[l], right[r]];
    if (other === undefined || (one !== undefined && one <= other)) {
      merged.push(one ?? 0);
      l += 1;
    } else {
      merged.push(other);
      swaps += left.length - l;
      r += 1;
    }
  }
  return [merged, swaps];
}
