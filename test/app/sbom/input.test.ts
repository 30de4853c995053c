import { describe, expect, test } from "vitest";

import { helmProgram } from "../../../src/cli/helm/program.ts";
import { officialSchema } from "../../sbom/support.ts";
import { testHelm } from "../../support/helm-path.ts";
import { unit } from "../../support/workspace.ts";
import { foundBy, inputOf, noHelm, saying, searchBy, textsOf } from "./support.ts";

const folder = "products/shop";
const chart = `${folder}/chart`;

const job = (name: string, image: string, more = ""): string =>
  `apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: ${name}\n${more}spec:\n  template:\n    spec:\n      containers:\n        - name: c\n          image: ${image}\n`;
const hook = (event: string): string => `  annotations: {helm.sh/hook: ${event}}\n`;

const files = {
  ...unit(folder),
  [`${chart}/Chart.yaml`]: `apiVersion: v2
name: bp-shop
version: 1.0.0
appVersion: 9.9.9
home: https://shop.test
maintainers: [{name: Shop team, email: shop@shop.test}]
annotations:
  catalyst.openova.io/no-upstream: "true"
  artifacthub.io/license: MIT
  artifacthub.io/images: |
    - {name: extra, image: "quay.io/shop/extra:1.0"}
dependencies:
  - {name: db, version: 1.0.0, repository: "", alias: store}
`,
  [`${chart}/values.yaml`]: `image: {repository: quay.io/shop/app}
optional: {image: {repository: quay.io/shop/optional, tag: "2.0"}}
store: {image: {tag: "17.2"}}
`,
  [`${chart}/templates/app.yaml`]: job(
    "app",
    '"{{ .Values.image.repository }}:v{{ .Chart.AppVersion }}"',
  ),
  [`${chart}/templates/hook.yaml`]: job("migrate", "quay.io/shop/migrate:1", hook("pre-install")),
  [`${chart}/templates/tests/t.yaml`]: job("t", "quay.io/shop/test:1", hook("test")),
  [`${chart}/templates/list.yaml`]: `apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Pod\n    metadata: {name: in-list, labels: {nonce: "{{ randAlphaNum 8 }}"}}\n    spec: {containers: [{name: c, image: "quay.io/shop/listed:1"}]}\n`,
  [`${chart}/charts/db/Chart.yaml`]: "apiVersion: v2\nname: db\nversion: 1.0.0\nappVersion: 16.1\n",
  [`${chart}/charts/db/values.yaml`]: 'image: {repository: quay.io/shop/db, tag: "16.1"}\n',
  [`${chart}/charts/db/templates/db.yaml`]: job(
    "db-{{ randAlphaNum 5 | lower }}",
    '"{{ .Values.image.repository }}:{{ .Values.image.tag }}"',
  ),
};

const byRender = "render with default values";

const search = (): ReturnType<typeof searchBy> =>
  searchBy(helmProgram(testHelm.path, testHelm.version));

describe.skipIf(testHelm.path === "")(`an SBOM by helm ${testHelm.version}`, () => {
  test("has what the chart starts, hooks, tests and lists too, and what it could start", async () => {
    expect(foundBy(await inputOf(files, search()))).toEqual({
      "quay.io/shop/app:v9.9.9": [byRender],
      "quay.io/shop/db:17.2": [byRender, "values"],
      "quay.io/shop/extra:1.0": ["annotation"],
      "quay.io/shop/listed:1": [byRender],
      "quay.io/shop/migrate:1": [byRender, "template text"],
      "quay.io/shop/optional:2.0": ["values"],
      "quay.io/shop/test:1": [byRender, "template text"],
    });
  });

  test("hangs an image below the chart that brings it in, whatever its alias", async () => {
    const { images } = await inputOf(files, search());
    const owners = images.flatMap((one) =>
      one.reference === "quay.io/shop/db:17.2" ? one.owners : [],
    );
    expect(new Set(owners)).toEqual(new Set(["charts/db"]));
  });

  test("has the same bytes each time, whatever a template makes up", async () => {
    const [first, second] = [await inputOf(files, search()), await inputOf(files, search())];
    expect(textsOf(second)).toEqual(textsOf(first));
    expect(textsOf(first)[0]).toContain(`"value": "helm ${testHelm.version}"`);
  });
});

describe("an SBOM without Helm", () => {
  test("says so in both documents, and lists what values, templates and annotations name", async () => {
    const input = await inputOf(files, noHelm);
    expect(foundBy(input)).toEqual({
      "quay.io/shop/app:9.9.9": ["values"],
      "quay.io/shop/db:17.2": ["values"],
      "quay.io/shop/extra:1.0": ["annotation"],
      "quay.io/shop/migrate:1": ["template text"],
      "quay.io/shop/optional:2.0": ["values"],
      "quay.io/shop/test:1": ["template text"],
    });
    const [cyclonedx = "", spdx = ""] = textsOf(input);
    const why = "default values: there is no helm on PATH";
    expect(cyclonedx).toContain(`"name": "bp:images:not-rendered",\n        "value": "${why}"`);
    expect(spdx).toContain(`images not-rendered: ${why}`);
    expect(cyclonedx).toContain("assumed: the chart's appVersion");
    expect(spdx).toContain("tag: assumed, the chart's appVersion");
    expect(cyclonedx).not.toContain("tool:helm");
  });

  test("differs from one by a Helm in what it says of itself alone where nothing is rendered", async () => {
    const empty = searchBy(saying(() => ""));
    const [by, without] = [await inputOf(files, empty), await inputOf(files, noHelm)];
    expect(foundBy(by)).toEqual(foundBy(without));
    expect(textsOf(by)).not.toEqual(textsOf(without));
  });
});

describe("what a chart says of itself", () => {
  test("is in the documents: supplier, licence, home; of its parts, the whole's", async () => {
    const [cyclonedx = "", spdx = ""] = textsOf(await inputOf(files, noHelm));
    const bom = JSON.parse(cyclonedx) as {
      readonly metadata: { readonly component: object };
      readonly components: readonly object[];
    };
    expect(officialSchema()(bom)).toBe(true);
    const about = {
      supplier: { name: "Shop team", contact: [{ name: "Shop team", email: "shop@shop.test" }] },
      licenses: [{ license: { id: "MIT" } }],
    };
    expect(bom.metadata).toMatchObject({ supplier: about.supplier });
    expect(bom.metadata.component).toMatchObject({
      ...about,
      externalReferences: [{ type: "website", url: "https://shop.test" }],
    });
    expect(bom.components[0]).toMatchObject({ name: "db", ...about });
    const { packages } = JSON.parse(spdx) as { readonly packages: readonly object[] };
    expect(packages[0]).toMatchObject({
      supplier: "Organization: Shop team (shop@shop.test)",
      licenseDeclared: "MIT",
      homepage: "https://shop.test",
    });
  });

  test("is said to be missing where it is", async () => {
    const bare = {
      ...files,
      [`${chart}/Chart.yaml`]:
        'apiVersion: v2\nname: bp-shop\nversion: 1.0.0\nannotations: {catalyst.openova.io/no-upstream: "true"}\n',
    };
    const [cyclonedx, spdx] = textsOf(await inputOf(bare, noHelm));
    expect(cyclonedx).toContain('"name": "bp:licence",\n          "value": "not declared"');
    expect(spdx).toContain('"licenseComments": "no licence is declared"');
  });

  test("a licence file inside is read where nothing declares one", async () => {
    const text = "Apache License\n                           Version 2.0, January 2004\n";
    const sub = { ...files, [`${chart}/charts/db/LICENSE`]: text };
    const { subcharts } = await inputOf(sub, noHelm);
    expect(subcharts[0]?.licence).toEqual({ text: "Apache-2.0", foundIn: "charts/db/LICENSE" });
  });
});
