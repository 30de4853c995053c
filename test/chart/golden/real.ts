import { tgzOf } from "../../archive/support/tar.ts";
import type { Files } from "../support/folder.ts";
import type { GoldenCase } from "./case.ts";

const helpers = `{{- define "app.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}
`;
const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "app.name" . }}
spec:
  replicas: {{ .Values.replicas }}
  template:
    spec:
      containers:
        - name: app
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
`;
const values = `# How many
replicas: 2
image:
  repository: registry.example/app
  tag: ""
`;
const ignore = `# Patterns to ignore when building packages.
.DS_Store
.git/
.gitignore
.hg/
*.swp
*.bak
*.tmp
*.orig
*~
.project
.idea/
*.tmproj
.vscode/
`;
const crd = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: things.example.com
`;

/** What most application charts hold. */
const application: Files = {
  ".helmignore": ignore,
  "README.md": "# App\n\nInstalls the app.\n",
  "values.yaml": values,
  "templates/_helpers.tpl": helpers,
  "templates/deployment.yaml": deployment,
  "templates/NOTES.txt": "Installed {{ .Release.Name }}.\n",
  "templates/tests/test-connection.yaml":
    "apiVersion: v1\nkind: Pod\nmetadata: {name: test, annotations: {helm.sh/hook: test}}\n",
};

function chartYaml(name: string, version: string, more = ""): string {
  return `apiVersion: v2\nname: ${name}\ndescription: A chart for ${name}\ntype: application\nversion: ${version}\nappVersion: "1.27.3"\n${more}`;
}

function packed(name: string, version: string, more: Files = {}): Uint8Array {
  const files = { "Chart.yaml": chartYaml(name, version), ...application, ...more };
  return tgzOf(Object.entries(files).map(([path, body]) => ({ name: `${name}/${path}`, body })));
}

function below(folder: string, files: Files): Files {
  return Object.fromEntries(
    Object.entries(files).map(([path, body]) => [`${folder}/${path}`, body]),
  );
}

const repository = "https://charts.example/stable";
const lock = (...charts: readonly (readonly [name: string, version: string])[]): string =>
  `dependencies:\n${charts.map(([name, version]) => `- name: ${name}\n  repository: ${repository}\n  version: ${version}\n`).join("")}digest: sha256:${"0".repeat(64)}\ngenerated: "2024-11-05T10:11:12.123456789+01:00"\n`;
const needs = (
  ...charts: readonly (readonly [name: string, version: string, more?: string])[]
): string =>
  `dependencies:\n${charts.map(([name, version, more = ""]) => `  - name: ${name}\n    version: ${version}\n    repository: ${repository}\n${more}`).join("")}`;

const charts: Readonly<Record<string, Files>> = {
  application: { "Chart.yaml": chartYaml("web", "0.1.0"), ...application },
  "application with what an editor leaves": {
    "Chart.yaml": chartYaml("web", "0.1.1"),
    ...application,
    ".git/HEAD": "ref: refs/heads/main\n",
    ".DS_Store": new Uint8Array([0, 1]),
    "values.yaml.orig": values,
    "templates/deployment.yaml~": deployment,
    "templates/.deployment.yaml.swp": "x",
    ".vscode/settings.json": "{}",
    ".gitignore": "*.tgz\n",
  },
  "operator with CRDs": {
    "Chart.yaml": chartYaml(
      "operator",
      "2.4.0",
      'kubeVersion: ">=1.25.0-0"\nkeywords: [operator, crd]\n',
    ),
    ...application,
    "crds/things.yaml": crd,
    "crds/README.md": "generated\n",
    "files/rbac/role.yaml": "rules: []\n",
    "templates/rbac/role.yaml":
      "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: role}\n",
  },
  "umbrella of archives with a lock": {
    "Chart.yaml": chartYaml(
      "stack",
      "5.0.0",
      needs(["zookeeper", "^13.0.0"], ["kafka", "26.x.x"], ["common", "2.19.1"]),
    ),
    "Chart.lock": lock(["zookeeper", "13.4.2"], ["kafka", "26.0.0"], ["common", "2.19.1"]),
    "values.yaml": "kafka: {replicas: 3}\nzookeeper: {replicas: 3}\n",
    "charts/zookeeper-13.4.2.tgz": packed("zookeeper", "13.4.2"),
    "charts/kafka-26.0.0.tgz": packed("kafka", "26.0.0", {
      "charts/common/Chart.yaml": chartYaml("common", "2.19.1"),
    }),
    "charts/common-2.19.1.tgz": packed("common", "2.19.1"),
  },
  "umbrella with aliases, conditions and imported values": {
    "Chart.yaml": chartYaml(
      "pair",
      "1.0.0",
      needs(
        ["db", "1.2.3", "    alias: reader\n    condition: reader.enabled\n"],
        [
          "db",
          "1.2.3",
          "    alias: writer\n    tags: [write, data]\n    import-values:\n      - child: exports\n        parent: imported\n      - data\n",
        ],
      ),
    ),
    "values.yaml": "reader: {enabled: true}\n",
    ...below("charts/db", { "Chart.yaml": chartYaml("db", "1.2.3"), ...application }),
  },
  "a vendored chart as a folder, with charts of its own": {
    "Chart.yaml": chartYaml("gateway", "1.0.3", needs(["upstream", "8.x.x"])),
    "values.yaml": "upstream: {}\n",
    ...below("charts/upstream", {
      "Chart.yaml": chartYaml("upstream", "8.1.0", needs(["redis", "20.0.1"])),
      ...application,
      "charts/redis-20.0.1.tgz": packed("redis", "20.0.1"),
      "ci/ha-values.yaml": "replicas: 3\n",
    }),
  },
  "library chart": {
    "Chart.yaml":
      "apiVersion: v2\nname: common\nversion: 2.0.0\ntype: library\nannotations:\n  category: Infrastructure\n  licenses: Apache-2.0\n",
    "templates/_names.tpl": helpers,
    "templates/_labels.tpl": helpers,
    "values.yaml": "exampleValue: common-chart\n",
  },
  "chart of Helm 2": {
    "Chart.yaml":
      "name: legacy\nversion: 0.3.9\nappVersion: 4.2\nmaintainers:\n- name: Somebody\n  email: some@body.example\n",
    "requirements.yaml": needs(["mysql", "1.x.x"]),
    "requirements.lock": lock(["mysql", "1.6.9"]),
    "charts/mysql-1.6.9.tgz": packed("mysql", "1.6.9"),
    ...application,
  },
  "forty dashboards": {
    "Chart.yaml": chartYaml("dashboards", "3.1.0"),
    "templates/dashboards.yaml":
      '{{ range $path, $_ := .Files.Glob "dashboards/*.json" }}{{ end }}\n',
    ...Object.fromEntries(
      Array.from({ length: 40 }, (_, at) => [
        `dashboards/board-${at}.json`,
        JSON.stringify(
          { id: at, panels: Array.from({ length: 40 }, (__, id) => ({ id, type: "graph" })) },
          undefined,
          2,
        ),
      ]),
    ),
  },
  "annotated for a hub, with a schema and signed archives": {
    "Chart.yaml": chartYaml(
      "hub",
      "1.2.0-rc.2",
      `icon: https://example.com/icon.svg\nhome: https://example.com\nsources:\n  - https://github.com/example/hub\nannotations:\n  artifacthub.io/changes: |\n    - kind: added\n      description: "Something: new"\n    - kind: fixed\n  artifacthub.io/prerelease: "true"\n  artifacthub.io/images: >\n    - name: app\n      image: a/b:1\n${needs(["dep", "~1.4"])}`,
    ),
    "values.schema.json":
      '{"$schema": "http://json-schema.org/draft-07/schema#", "type": "object"}\n',
    "charts/dep-1.4.9.tgz": packed("dep", "1.4.9"),
    "charts/dep-1.4.9.tgz.prov": "-----BEGIN PGP SIGNED MESSAGE-----\n",
    ...application,
  },
  "continuous integration beside the chart": {
    "Chart.yaml": chartYaml("tested", "0.9.0"),
    ...application,
    ".helmignore": "tests/\nci/\n*.sh\n/docs\n!*\n",
    "tests/render.sh": "#!/bin/sh\nhelm template .\n",
    "tests/cases/a.yaml": "a\n",
    "ci/test-values.yaml": "a: 1\n",
    "docs/guide.md": "text\n",
    "scripts/docs/guide.md": "kept\n",
  },
};

const root = "shared/base.yaml";

/** Charts as people write them. */
export const realCases: readonly GoldenCase[] = [
  ...Object.entries(charts).map(([name, files]) => ({ name, files, links: {} })),
  {
    name: "one file under two names",
    files: { "Chart.yaml": chartYaml("linked", "1.0.0"), [root]: "a: 1\n", ...application },
    links: { "files/base.yaml": `../${root}`, "templates/shared": "../shared" },
  },
];
