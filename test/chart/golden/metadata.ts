import type { Arbitrary } from "fast-check";
import {
  array,
  constant,
  constantFrom,
  dictionary,
  option,
  record,
  string,
  tuple,
} from "fast-check";

/** Values that a text may be written as, and that YAML 1.1, YAML 1.2 and Go read in ways of their own. */
const scalars = [
  "plain",
  "two words",
  '"quoted: text"',
  "'single # quoted'",
  "a # comment follows",
  "1.10",
  "0x1f",
  "1e3",
  "-0",
  ".5",
  "017",
  "1_000",
  "true",
  "Yes",
  "~",
  '""',
  "2024-01-02",
  "12:30:45",
  '"1.10"',
  '"line\\nbreak"',
  '" spaced "',
  '"tab\\there"',
  "|\n  block\n  of lines\n",
  ">-\n  folded\n  text",
  "Grüße <a@b> & 日本 😀",
  '"nul \\u0000 and bell \\u0007"',
  '"no\\u00a0break\\u2028space"',
] as const;

const scalar: Arbitrary<string> = constantFrom(...scalars);
const text: Arbitrary<string> = string({ unit: "grapheme", maxLength: 12 }).map((given) =>
  JSON.stringify(given),
);
const written = (field: string): Arbitrary<string> =>
  constantFrom(0, 1)
    .chain((kind) => (kind === 0 ? scalar : text))
    .map((value) => `${field}: ${value}\n`);

const keywords = array(constantFrom("a", "1", "null", "1e3", '"yes"', "'~'", "2024-01-01"), {
  maxLength: 4,
}).map((items) => `keywords: [${items.join(", ")}]\n`);

const maintainers = array(
  record({ name: string({ maxLength: 8 }), email: constantFrom("", "a@b.example") }),
  { maxLength: 3 },
).map((items) => `maintainers: ${JSON.stringify(items)}\n`);

const annotations = dictionary(
  constantFrom("z", "a/b", "category", "1", "on", "licenses"),
  string({ unit: "grapheme", maxLength: 20 }),
  { maxKeys: 4 },
).map((map) => `annotations: ${JSON.stringify(map)}\n`);

const fields: readonly Arbitrary<string>[] = [
  written("description"),
  written("appVersion"),
  written("home"),
  written("icon"),
  written("unknownField"),
  keywords,
  maintainers,
  annotations,
  constantFrom("sources: []\n", "sources: [https://a.example/x, 'https://b.example']\n"),
  constantFrom('kubeVersion: ">=1.20.0-0"\n', "kubeVersion: '*'\n", "kubeVersion: 1.25\n"),
  constantFrom("deprecated: true\n", "deprecated: false\n", "deprecated: null\n"),
  constantFrom("type: application\n", "type: library\n", "type: ''\n"),
  constantFrom("condition: a.b\n", "tags: x,y\n", "# a comment\n\n", "nested: {a: [1, {b: c}]}\n"),
];

/** The fields of a Chart.yaml besides its name, version and dependencies, in any order and writing. */
export const otherFields: Arbitrary<string> = tuple(
  ...fields.map((field) => option(field, { nil: "", freq: 1 })),
).chain((lines) => constant(lines.join("")));

export const version: Arbitrary<string> = constantFrom(
  "1.2.3",
  "0.1.0-rc.1",
  "1.0.0+build.5",
  "v2.0.0",
  "1.2",
  "3",
  "2.0.0-alpha.1+x-y",
);
