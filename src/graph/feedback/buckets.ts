/**
 * Nodes by a number that changes, so that one with the greatest is at hand: a bucket for each number from -limit to limit,
 * beyond which all count alike. Each change costs the same whatever the size.
 */
export class Buckets {
  readonly #limit: number;
  readonly #first: Int32Array;
  readonly #next: Int32Array;
  readonly #previous: Int32Array;
  readonly #bucket: Int32Array;
  #top = 0;

  constructor(size: number, limit: number) {
    this.#limit = limit;
    this.#first = new Int32Array(2 * limit + 1).fill(-1);
    this.#next = new Int32Array(size).fill(-1);
    this.#previous = new Int32Array(size).fill(-1);
    this.#bucket = new Int32Array(size).fill(-1);
  }

  /** Puts the node where the number says, taking it from where it was. */
  put(node: number, number: number): void {
    this.take(node);
    const bucket = Math.max(-this.#limit, Math.min(this.#limit, number)) + this.#limit;
    const head = this.#first[bucket] ?? -1;
    this.#next[node] = head;
    this.#previous[node] = -1;
    if (head !== -1) this.#previous[head] = node;
    this.#first[bucket] = node;
    this.#bucket[node] = bucket;
    this.#top = Math.max(this.#top, bucket);
  }

  take(node: number): void {
    const bucket = this.#bucket[node] ?? -1;
    if (bucket === -1) return;
    const [next, previous] = [this.#next[node] ?? -1, this.#previous[node] ?? -1];
    if (previous === -1) this.#first[bucket] = next;
    else this.#next[previous] = next;
    if (next !== -1) this.#previous[next] = previous;
    this.#bucket[node] = -1;
  }

  /** A node with the greatest number, the last that was put there; undefined where none is left. */
  takeGreatest(): number | undefined {
    while (this.#top > 0 && this.#first[this.#top] === -1) this.#top -= 1;
    const node = this.#first[this.#top] ?? -1;
    if (node === -1) return undefined;
    this.take(node);
    return node;
  }
}
