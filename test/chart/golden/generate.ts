import type { Arbitrary } from "fast-check";
import {
  array,
  constant,
  constantFrom,
  dictionary,
  oneof,
  record,
  sample,
  string,
  tuple,
  uniqueArray,
} from "fast-check";

import { tgzOf } from "../../archive/support/tar.ts";
import type { GoldenCase } from "./case.ts";
import { otherFields, version } from "./metadata.ts";

type Texts = Readonly<Record<string, string>>;
type Contents = Readonly<Record<string, string | Uint8Array>>;

/** Names that sort, match and encode in ways of their own. */
const names = [
  "README.md",
  "a",
  "a.txt",
  "a-b",
  "A",
  "b.bak",
  "é",
  "日本.txt",
  "with space",
  "x[1]",
  "q?",
  "st*r",
  ".dot",
  "..x",
  "NOTES.txt",
  "_part.tpl",
  "ci",
  "tests",
  "l".repeat(120),
] as const;

const name: Arbitrary<string> = oneof(
  { weight: 4, arbitrary: constantFrom(...names) },
  {
    weight: 1,
    arbitrary: string({ unit: "grapheme", minLength: 1, maxLength: 6 })
      .map((given) => given.normalize("NFC").replaceAll(/[/\\\0\uFFFD]/gu, "_"))
      .filter((given) => given.isWellFormed() && given !== "." && given !== ".."),
  },
);

const folder = constantFrom(
  "",
  "files/",
  "files/deep/",
  "ci/",
  "templates/",
  "templates/tests/",
  "crds/",
  "d".repeat(60) + "/" + "e".repeat(90) + "/",
);

const body: Arbitrary<string | Uint8Array> = constantFrom(
  "",
  "text\n",
  "no end of line",
  "crlf\r\nlines\r\n",
  "\uFEFFwith a mark\n",
  "{{ .Values.a }}\n",
  "x".repeat(5000),
  new Uint8Array([0, 255, 254, 1, 0xc3, 0x28]),
);

const loose: Arbitrary<Contents> = array(tuple(folder, name, body), { maxLength: 14 }).map(
  (entries) =>
    withoutClashes(Object.fromEntries(entries.map(([at, file, text]) => [at + file, text]))),
);

const special: Arbitrary<Contents> = record(
  {
    "values.yaml": constantFrom(
      "",
      "a: 1\n",
      "\uFEFFa: {b: [c]}\r\n",
      "a: 1\n---\nb: 2\n",
      "# none\n",
    ),
    "values.schema.json": constantFrom("{}", '{"type": "object"}\n', "true"),
    "Chart.lock": constantFrom(
      "",
      "dependencies: []\ndigest: x\ngenerated: 2024-05-06T07:08:09.120000000+02:00\n",
      "digest: sha256:0\nunknown: 1\n",
      'dependencies:\n- {name: a, version: 1.10, repository: ""}\ngenerated: "2024-05-06T07:08:09Z"\n',
    ),
    "charts/_off/anything": constant("x"),
    "charts/.git/config": constant("x"),
    "charts/some.tgz.prov": constant("prov\n"),
    "charts/inside/a.prov": constant("not a chart's\n"),
  },
  { requiredKeys: [] },
);

/** Lines for .helmignore: Go's globs, with what Helm understands in its own way. */
const rules = [
  "*.bak",
  "ci/",
  "ci",
  "/README.md",
  "README*",
  "files/deep/",
  "files/*",
  "*/a",
  "templates/*.txt",
  "[a-c]",
  "\\*",
  "st\\*r",
  "x\\[1\\]",
  "# comment",
  "",
  "  *.txt  ",
  "!*",
  "日*",
  ".*",
  "/templates/_*",
  "*/tests/*",
  "é",
  "charts/_off/",
  "A/",
] as const;

const ignore: Arbitrary<Texts> = oneof(
  { weight: 2, arbitrary: constant<Texts>({}) },
  {
    weight: 3,
    arbitrary: tuple(
      array(constantFrom(...rules), { maxLength: 5 }),
      constantFrom("\n", "\r\n"),
      constantFrom("", "\uFEFF"),
    ).map(([lines, end, mark]): Texts => ({ ".helmignore": mark + lines.join(end) + end })),
  },
);

interface Sub {
  readonly folder: string;
  readonly packed: boolean;
  readonly version: string;
  readonly fields: string;
  /** The range by which a chart that declares it asks for it. */
  readonly asked: string;
  readonly declared: boolean;
  readonly files: Contents;
}

const sub: Arbitrary<Sub> = record({
  folder: constantFrom("red", "green", "blue", "grün"),
  packed: constantFrom(true, false),
  version,
  fields: otherFields,
  asked: constantFrom("", "*-0", ">=0.0.0-0", "*"),
  declared: constantFrom(true, false),
  files: dictionary(
    constantFrom("values.yaml", "README.md", "templates/a.yaml", "templates/.x", "crds/c.yaml"),
    constantFrom("a: 1\n", "\uFEFFb: 2\n", ""),
    { maxKeys: 4 },
  ),
});

const subs = uniqueArray(sub, { selector: (one) => one.folder, maxLength: 3 });

/** Links that Helm follows, and a few that lead nowhere or in a circle. */
const linked: Arbitrary<Texts> = oneof(
  { weight: 12, arbitrary: constant<Texts>({}) },
  {
    weight: 5,
    arbitrary: constantFrom<Texts[]>(
      { link: "Chart.yaml" },
      { "files/link": "../Chart.yaml" },
      { "templates/link.yaml": "../Chart.yaml" },
      { "charts/_link": "../Chart.yaml" },
      { folder: "templates" },
      { "charts/linked": "red" },
    ),
  },
  { weight: 1, arbitrary: constantFrom<Texts[]>({ link: "nowhere" }, { "files/up": ".." }) },
);

const chart: Arbitrary<GoldenCase> = record({
  apiVersion: constantFrom("v2", "v2", "v2", "v1", ""),
  version,
  fields: otherFields,
  special,
  loose,
  ignore,
  subs,
  linked,
}).map(
  ({
    apiVersion,
    version: own,
    fields,
    special: known,
    loose: files,
    ignore: ignored,
    subs: charts,
    linked: links,
  }) => {
    const head = `${apiVersion === "" ? "" : `apiVersion: ${apiVersion}\n`}name: made\nversion: ${own}\n`;
    const dependencies = charts
      .filter(({ declared }) => declared)
      .map((one) => ({
        name: nameOf(one),
        version: one.asked,
        repository: "https://charts.example",
      }));
    const listed =
      dependencies.length === 0 ? "" : `dependencies: ${JSON.stringify(dependencies)}\n`;
    const isOld = apiVersion !== "v2";
    const all = withoutClashes({
      ...files,
      ...known,
      ...ignored,
      ...Object.fromEntries(charts.flatMap((one) => Object.entries(filesOf(one)))),
      ...(isOld && listed !== "" ? { "requirements.yaml": listed } : {}),
      "Chart.yaml": head + fields + (isOld ? "" : listed),
    });
    return {
      name: "made",
      files: all,
      links: Object.fromEntries(Object.entries(links).filter(([path]) => !(path in all))),
    };
  },
);

function nameOf({ folder: at }: Sub): string {
  return `sub-${at}`;
}

function filesOf(one: Sub): Contents {
  const text = `apiVersion: v2\nname: ${nameOf(one)}\nversion: ${one.version}\n${one.fields}`;
  const files: Contents = { ...one.files, "Chart.yaml": text };
  if (one.packed) {
    const parts = Object.entries(files).map(([path, inside]) => ({
      name: `top/${path}`,
      body: inside,
    }));
    return { [`charts/${one.folder}-1.tgz`]: tgzOf(parts) };
  }
  return Object.fromEntries(
    Object.entries(files).map(([path, inside]) => [`charts/${one.folder}/${path}`, inside]),
  );
}

/** Without files whose path another one needs for a folder. */
function withoutClashes(files: Contents): Contents {
  const paths = Object.keys(files);
  return Object.fromEntries(
    Object.entries(files).filter(([path]) => !paths.some((other) => other.startsWith(`${path}/`))),
  );
}

/** Charts of all sorts, the same ones every time. */
export function generatedCases(count: number): readonly GoldenCase[] {
  return sample(chart, { seed: 20_260_831, numRuns: count }).map((made, index) => ({
    ...made,
    name: `generated ${index}`,
  }));
}
