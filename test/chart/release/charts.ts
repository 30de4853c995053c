import { createHash } from "node:crypto";

import { packageChart } from "../../../src/chart/index.ts";
import { spool } from "../../../src/cli/spool.ts";
import { diskTree } from "../../../src/workspace/index.ts";
import { collect } from "../../archive/support/bytes.ts";
import type { GoldenCase } from "../golden/case.ts";
import { lay, planned } from "../golden/compare.ts";
import { ownCases } from "../golden/own.ts";
import { realCases } from "../golden/real.ts";

export interface MeasuredChart {
  readonly name: string;
  readonly archive: Uint8Array;
}

const chartYaml = (name: string, more = ""): string =>
  `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n${more}`;
const configMap = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: "{{ .Release.Name }}-{{ .Chart.Name }}"}\ndata:\n{{ toYaml .Values | indent 2 }}\n`;

/** Text that hardly compresses and is the same every time. */
function noise(seed: string, length: number): string {
  const blocks = Array.from({ length: Math.ceil(length / 88) }, (_, at) =>
    createHash("sha512").update(`${seed} ${at}`).digest("base64"),
  );
  return blocks.join("\n").slice(0, length);
}

function board(at: number): string {
  const panels = Array.from({ length: 60 }, (_, id) => {
    return { id, type: "graph", expr: `sum(rate(x_${id}_${at}[5m]))` };
  });
  return JSON.stringify({ id: at, title: noise(`title ${at}`, 40), panels });
}

function dashboards(count: number): GoldenCase["files"] {
  const files = Array.from({ length: count }, (_, at) => [`dashboards/${at}.json`, board(at)]);
  return Object.fromEntries(files) as GoldenCase["files"];
}

const sub = (name: string): GoldenCase["files"] => ({
  [`charts/${name}/Chart.yaml`]: chartYaml(name),
  [`charts/${name}/values.yaml`]: `own: ${noise(name, 3000).replaceAll("\n", "")}\nexports: {data: {lifted: "${name}"}}\nglobal: {of: ${name}}\n`,
  [`charts/${name}/templates/c.yaml`]: configMap.replace(
    "toYaml .Values",
    'toYaml (dict "own" .Values.own)',
  ),
  [`charts/${name}/files/big.txt`]: noise(`file ${name}`, 20_000),
});

const parent = `dependencies:
- {name: one, version: 1.0.0, repository: "", condition: one.enabled, import-values: [data]}
- {name: two, version: 1.0.0, repository: "", tags: [extra], alias: other}
`;
const plain = configMap.replace("toYaml .Values", 'toYaml (dict "a" "b")');

const made: Readonly<Record<string, GoldenCase["files"]>> = {
  "the least": { "Chart.yaml": chartYaml("least"), "templates/a.yaml": plain },
  "large values": {
    "Chart.yaml": chartYaml("values"),
    "values.yaml": `a: |\n  ${noise("values", 60_000).replaceAll("\n", "\n  ")}\n`,
    "templates/a.yaml": configMap,
  },
  "values with <, > and &": {
    "Chart.yaml": chartYaml("escapes"),
    "values.yaml": `a: ${JSON.stringify("<a & b>".repeat(2000))}\n`,
    "templates/a.yaml": configMap,
  },
  "a README": {
    "Chart.yaml": chartYaml("readme"),
    "README.md": noise("readme", 90_000),
    "templates/a.yaml": plain,
  },
  "dashboards in files": {
    "Chart.yaml": chartYaml("boards"),
    ...dashboards(40),
    "templates/a.yaml": plain,
  },
  "dashboards that are rendered": {
    "Chart.yaml": chartYaml("rendered"),
    ...dashboards(20),
    "templates/a.yaml": `{{- range $path, $_ := .Files.Glob "dashboards/*" }}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: "{{ base $path }}"}\ndata:\n  board: {{ $.Files.Get $path | quote }}\n{{- end }}\n`,
  },
  CRDs: {
    "Chart.yaml": chartYaml("crds"),
    "crds/a.yaml": `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: a}\nspec:\n  text: |\n    ${noise("crd", 40_000).replaceAll("\n", "\n    ")}\n`,
    "templates/a.yaml": plain,
  },
  "bytes that are no text": {
    "Chart.yaml": chartYaml("bytes"),
    "files/b": Buffer.from(noise("bytes", 60_000), "base64"),
    "templates/a.yaml": plain,
  },
  "a schema and a lock": {
    "Chart.yaml": chartYaml("schema"),
    "values.schema.json": JSON.stringify({ description: noise("schema", 30_000) }),
    "Chart.lock": "dependencies: []\ndigest: sha256:0\ngenerated: 2024-05-06T07:08:09Z\n",
    "templates/a.yaml": plain,
  },
  "hooks and tests": {
    "Chart.yaml": chartYaml("hooks"),
    "templates/a.yaml": plain,
    ...Object.fromEntries(
      Array.from({ length: 12 }, (_, at) => [
        `templates/h${at}.yaml`,
        `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: hook-${at}\n  annotations: {"helm.sh/hook": "${at % 3 === 0 ? "test" : "pre-install,post-upgrade"}", "helm.sh/hook-delete-policy": before-hook-creation}\ndata: {a: ${noise(`hook ${at}`, 800).replaceAll("\n", "")}}\n`,
      ]),
    ),
  },
  notes: {
    "Chart.yaml": chartYaml("notes"),
    "templates/a.yaml": plain,
    "templates/NOTES.txt": `${noise("notes", 4000)}\n{{ .Release.Name }}\n`,
  },
  "charts inside, all on": {
    "Chart.yaml": chartYaml("all", parent),
    ...sub("one"),
    ...sub("two"),
    "values.yaml": "own: 1\nglobal: {a: b}\nother: {own: 2}\n",
    "templates/a.yaml": plain,
  },
  "charts inside, one off": {
    "Chart.yaml": chartYaml("some", parent),
    ...sub("one"),
    ...sub("two"),
    "values.yaml": "one: {enabled: false}\ntags: {extra: true}\n",
    "templates/a.yaml": plain,
  },
  "charts inside, all off": {
    "Chart.yaml": chartYaml("none", parent),
    ...sub("one"),
    ...sub("two"),
    "values.yaml": "one: {enabled: false}\ntags: {extra: false}\n",
    "templates/a.yaml": plain,
  },
  "charts inside that nobody declares": {
    "Chart.yaml": chartYaml("strays"),
    ...sub("one"),
    ...sub("two"),
    "templates/a.yaml": plain,
  },
};

/** Archives of our own charts, of charts as people write them, and of what a release keeps in ways of its own. */
export async function measuredCharts(): Promise<readonly MeasuredChart[]> {
  const cases = [
    ...Object.entries(made).map(([name, files]) => ({ name, files, links: {} })),
    ...ownCases,
    // A library installs nothing, and what a link brings into templates/ is no object.
    ...realCases.filter(({ files, links }) => {
      return !("templates/_names.tpl" in files) && Object.keys(links).length === 0;
    }),
  ];
  const charts: MeasuredChart[] = [];
  for (const one of cases) charts.push({ name: one.name, archive: await archiveOf(one) });
  return charts;
}

async function archiveOf(one: GoldenCase): Promise<Uint8Array> {
  const { root, remove } = lay(one);
  const plan = await planned(diskTree(root));
  if ("refused" in plan) throw new Error(`${one.name}: ${plan.refused}`);
  try {
    const { content } = await packageChart(plan, spool);
    return await collect(content.open());
  } finally {
    await plan.dispose();
    remove();
  }
}
