import { array, constantFrom, dictionary, record, tuple } from "fast-check";
import type { Arbitrary } from "fast-check";

import type { Catalogue } from "./catalogue.ts";

const names = ["a", "b", "c", "d", "e"];
const range = constantFrom("", " ^1", " ^2", " ~1.1", " >=1.1.0", " <2");
const want = tuple(constantFrom(...names), range).map(([name, text]) => name + text);
const versions = dictionary(
  constantFrom("2.1.0", "2.0.0", "1.1.0", "1.0.0"),
  array(want, { maxLength: 3 }),
  { maxKeys: 3 },
);

/** Five blueprints of up to three versions, some of none, with circles and wants of themselves. */
export const catalogues: Arbitrary<Catalogue> = record(
  Object.fromEntries(names.map((name) => [name, versions])),
);

export const wantedSome: Arbitrary<readonly string[]> = array(want, { minLength: 1, maxLength: 3 });
