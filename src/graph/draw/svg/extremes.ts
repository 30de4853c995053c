/** The greatest of the numbers, at least `floor`; however many there are, which Math.max is not made for. */
export function greatest(numbers: Iterable<number>, floor: number): number {
  let most = floor;
  for (const number of numbers) if (number > most) most = number;
  return most;
}

/** The least of the numbers; 0 where there are none. */
export function least(numbers: readonly number[]): number {
  return numbers.reduce((less, number) => Math.min(less, number), numbers[0] ?? 0);
}
