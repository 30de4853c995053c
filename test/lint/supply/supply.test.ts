import { describe, expect, test } from "vitest";

import { blueprintText } from "../support.ts";
import { supplied, suppliedBy, told } from "./told.ts";
import { object } from "./units.ts";

const file = "templates/a.yaml";

async function offers(text: string, values = ""): Promise<readonly string[]> {
  return (await suppliedBy({ [file]: text, "values.yaml": values })).offers.map(told);
}

async function needs(text: string, values = ""): Promise<readonly string[]> {
  return (await suppliedBy({ [file]: text, "values.yaml": values })).needs
    .filter(({ source }) => source !== "values")
    .map(told);
}

const crd = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: widgets.example.com
spec:
  group: example.com
  names:
    kind: Widget
    plural: widgets
  versions:
    - schema:
        names:
          kind: Other
`;

describe("what a template brings", () => {
  test.each([
    ["a CRD", crd, ["Widget@example.com always 8:11"]],
    [
      "a CRD whose kind is not literal",
      crd.replace("kind: Widget", 'kind: {{ include "k" . }}'),
      ["@example.com always 8:11"],
    ],
    [
      "a CRD whose kind is a value",
      crd.replace("kind: Widget", "kind: {{ .Values.named }}"),
      ["Gadget@example.com always 8:11"],
    ],
    [
      "a composite resource definition, with its claim",
      "apiVersion: apiextensions.crossplane.io/v1\nkind: CompositeResourceDefinition\nspec:\n  group: b.c\n  names: { kind: XB, plural: xbs }\n  claimNames: { kind: B }\n",
      ["XB@b.c always 5:18", "B@b.c always 6:23"],
    ],
    [
      "a constraint template",
      object(
        "ConstraintTemplate",
        "templates.gatekeeper.sh/v1",
        "spec:\n  crd:\n    spec:\n      names:\n        kind: K8sNo\n",
      ),
      ["K8sNo@constraints.gatekeeper.sh always 9:15"],
    ],
    [
      "an aggregated API",
      object(
        "APIService",
        "apiregistration.k8s.io/v1",
        "spec:\n  group: m.io\n  service:\n    name: y\n",
      ),
      ["@m.io always 1:13"],
    ],
    [
      "a local APIService brings nothing",
      object("APIService", "apiregistration.k8s.io/v1", "spec:\n  group: m.io\n"),
      [],
    ],
    ["a Secret", object("Secret", "v1", ""), ["Secret x always 4:9"]],
    [
      "a Service in a namespace",
      object("Service", "v1", "  namespace: {{ .Values.ns }}\n"),
      ["Service x in other always 4:9"],
    ],
    [
      "one in the release's namespace",
      object("Service", "v1", "  namespace: {{ .Release.Namespace | quote }}\n"),
      ["Service x always 4:9"],
    ],
    ["a class", object("StorageClass", "storage.k8s.io/v1", ""), ["StorageClass x always 4:9"]],
    ["not a class of another group", object("StorageClass", "other.io/v1", ""), []],
    [
      "a certificate's Secret",
      object("Certificate", "cert-manager.io/v1", "spec:\n  secretName: x-tls\n"),
      ["Secret x-tls always 6:15"],
    ],
    [
      "an external Secret",
      object("ExternalSecret", "external-secrets.io/v1", "spec:\n  target:\n    name: y\n"),
      ["Secret y always 7:11"],
    ],
    [
      "one without a target",
      object("ExternalSecret", "external-secrets.io/v1", ""),
      ["Secret x always 4:9"],
    ],
    ["a sealed one", object("SealedSecret", "bitnami.com/v1alpha1", ""), ["Secret x always 4:9"]],
    [
      "a connection's Secret",
      object(
        "Bucket",
        "s3.aws.upbound.io/v1",
        "spec:\n  writeConnectionSecretToRef:\n    name: x-conn\n",
      ),
      ["Secret x-conn always 7:11"],
    ],
    [
      "a Postgres cluster",
      object("Cluster", "postgresql.cnpg.io/v1", ""),
      [
        ..."app superuser ca server replication"
          .split(" ")
          .map((end) => `Secret x-${end} always 4:9`),
        ..."rw ro r".split(" ").map((end) => `Service x-${end} always 4:9`),
      ],
    ],
    [
      "what is off",
      `{{ if .Values.no }}\n${object("Secret", "v1", "")}{{ end }}`,
      ["Secret x off(no) 5:9"],
    ],
    [
      "no name that only the render knows",
      object("Secret", "v1", "").replace("x", '{{ include "n" . }}'),
      [],
    ],
  ])("%s", async (_, text, expected) => {
    expect(await offers(text, "named: Gadget\nns: other\nno: false\n")).toEqual(expected);
  });

  test("all of a file that lies in crds/, whatever it says in braces", async () => {
    const { offers: found } = await suppliedBy({
      "crds/a.yaml": `${crd}---\n${crd.replaceAll("idget", "adget {{ if }}")}`,
      "crds/b.yaml": "kind: Secret\n",
    });
    expect(found.map(told)).toEqual([
      "Widget@example.com always 8:11",
      "Wadget@example.com always 22:11",
    ]);
    expect(found.map(({ source }) => source)).toEqual(["crds", "crds"]);
  });
});

function pod(rest: string): string {
  return object("Deployment", "apps/v1", rest);
}

describe("what a template uses", () => {
  test.each([
    ["a foreign kind", object("Widget", "example.com/v1", ""), ["Widget@example.com always 1:13"]],
    ["not one of Kubernetes' own", object("Lease", "coordination.k8s.io/v1", ""), []],
    [
      "a key of a Secret",
      pod("spec:\n  secretKeyRef:\n    name: db\n    key: uri\n"),
      ["Secret db always 7:11"],
    ],
    [
      "one in flow style",
      pod("env: [{valueFrom: {secretKeyRef: {name: db, key: a}}}]\n"),
      ["Secret db always 5:41"],
    ],
    ["not an optional one", pod("secretKeyRef: {name: db, optional: true}\n"), []],
    ["a volume", pod("secret: { secretName: tls }\n"), ["Secret tls always 5:23"]],
    [
      "a default value's name",
      pod("secretName: {{ .Values.secret | default `d` }}\n"),
      ["Secret given always 5:13"],
    ],
    ["no empty name", pod("secretName: {{ .Values.none }}\n"), []],
    ["no name that only the render knows", pod('secretName: {{ include "n" . }}\n'), []],
    [
      "no kind that only the render knows",
      pod("issuerRef:\n  name: a\n  kind: {{ include `k` . }}\n"),
      [],
    ],
    [
      "a dot's name",
      pod("{{ with .Values.secret }}\nsecretName: {{ . }}\n{{ end }}\n"),
      ["Secret given always(secret) 6:13"],
    ],
    ["an issuer", pod("issuerRef: {name: ca}\n"), ["Issuer ca always 5:19"]],
    [
      "a cluster issuer",
      pod("issuerRef:\n  kind: ClusterIssuer\n  name: ca\n"),
      ["ClusterIssuer ca always 7:9"],
    ],
    [
      "one by annotation",
      pod("  annotations:\n    cert-manager.io/cluster-issuer: ca\n"),
      ["ClusterIssuer ca always 6:37"],
    ],
    [
      "a store",
      pod("secretStoreRef: {name: s, kind: ClusterSecretStore}\n"),
      ["ClusterSecretStore s always 5:24"],
    ],
    [
      "gateways",
      pod("parentRefs:\n  - name: g\n    namespace: n\n  - name: h\n"),
      ["Gateway g in n always 6:11", "Gateway h always 8:11"],
    ],
    ["a storage class", pod('storageClassName: "fast"\n'), ["StorageClass fast always 5:20"]],
    ["an ingress class", pod("ingressClassName: c\n"), ["IngressClass c always 5:19"]],
    ["a gateway class", pod("gatewayClassName: c\n"), ["GatewayClass c always 5:19"]],
    [
      "a Service's address",
      pod("url: http://db.data.svc.cluster.local:5432/x\n"),
      ["Service db in data always 5:13"],
    ],
    ["not that of one pod", pod("url: a-0.db.data.svc\n"), []],
    ["nothing in comments", pod("# secretName: a\nx: 1 # secretName: b, http://a.b.svc\n"), []],
    [
      "nothing in a ConfigMap's texts",
      object("ConfigMap", "v1", "data:\n  x: |\n    secretName: a\n"),
      [],
    ],
    [
      "but an address there",
      object("ConfigMap", "v1", "data:\n  x: a.b.svc\n"),
      ["Service a in b always 6:6"],
    ],
    [
      "what is asked for first",
      "{{ if .Capabilities.APIVersions.Has `x` }}\n" +
        object("Widget", "example.com/v1", "") +
        "{{ end }}",
      ["Widget@example.com asked 2:13"],
    ],
    [
      "what a test or an uninstallation uses is no matter of the installation",
      object("Widget", "example.com/v1", "  annotations:\n    helm.sh/hook: test\n"),
      ["Widget@example.com unclear 1:13"],
    ],
  ])("%s", async (_, text, expected) => {
    expect(await needs(text, "secret: given\nnone: ''\n")).toEqual(expected);
  });

  test("a hook that comes after the objects is told from them", async () => {
    const hook = object(
      "Widget",
      "e.com/v1",
      '  annotations:\n    "helm.sh/hook": pre-install,post-install\n',
    );
    const { needs: found } = await suppliedBy({ [file]: hook });
    expect(found).toMatchObject([{ isHook: true, presence: { state: "always" } }]);
  });

  test("a subchart's objects, under the values that reach it", async () => {
    const { needs: found, offers: brought } = await suppliedBy({
      "charts/s/Chart.yaml": "apiVersion: v2\nname: s\nversion: 1.0.0\n",
      "charts/s/values.yaml": "w: true\n",
      "charts/s/templates/w.yaml": `{{ if .Values.w }}\n${object("Widget", "e.com/v1", "")}{{ end }}`,
      "charts/s/crds/c.yaml": crd,
      "values.yaml": "s: {w: false}\n",
    });
    expect(found.map(told)).toEqual(["Widget@e.com off(s.w) 2:13"]);
    expect(found.map(({ source }) => source)).toEqual(["subcharts"]);
    expect(brought.map(told)).toEqual(["Widget@example.com always 8:11"]);
  });

  test("manifests that are applied as they are", async () => {
    const text = `${crd}---\n${object("Gadget", "e.com/v1", "")}`;
    const {
      needs: found,
      offers: brought,
      blind,
    } = await supplied({
      "platform/a/blueprint.yaml": blueprintText("a", ""),
      "platform/a/manifests/base/x.yaml": text,
    });
    expect([...brought, ...found].map(told)).toEqual([
      "Widget@example.com always 8:11",
      "Gadget@e.com always 15:13",
    ]);
    expect(blind).toEqual([]);
  });
});
