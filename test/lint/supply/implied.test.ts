import { describe, expect, test } from "vitest";

import { impliedEdges } from "../../../src/lint/index.ts";
import type { Providers } from "../../../src/lint/index.ts";
import { dependency } from "../charts.ts";
import { kit } from "../kit.ts";
import type { Files } from "../support.ts";
import { load } from "../support.ts";
import { blueprint, crd, object, slotIn } from "./units.ts";

/** As `bp-a -> bp-b Widget always`, with `declared` where depends leads there. */
async function edges(files: Files, providers?: Providers): Promise<readonly string[]> {
  const found = impliedEdges(await load(files), providers);
  return found.map(({ from, to, need, declared }) => {
    const { kind, name } = need.resource;
    const what = name === "" ? kind : `${kind} ${name}`;
    return `${from} -> ${to} ${what} ${need.presence.state}${declared ? " declared" : ""}`;
  });
}

const widget = object("Widget", "e.com/v1");
const pod = (rest: string): string => object("Deployment", "apps/v1", rest);
const user = pod("secretRef: {name: db-app}\n");
const postgres = object("Cluster", "postgresql.cnpg.io/v1", "", "db");

describe("one unit needs another", () => {
  test("for the kinds that it brings, in templates, in crds/ or in a chart inside it", async () => {
    const a = blueprint("a", widget);
    const edge = ["bp-a -> bp-b Widget always"];
    expect(await edges({ ...a, ...blueprint("b", crd("e.com")) })).toEqual(edge);
    expect(
      await edges({ ...a, ...blueprint("b", "", { below: { "crds/c.yaml": crd("e.com") } }) }),
    ).toEqual(edge);
    const inside = {
      "charts/s/Chart.yaml": "apiVersion: v2\nname: s\nversion: 1.0.0\n",
      "charts/s/templates/c.yaml": crd("e.com"),
    };
    expect(await edges({ ...a, ...blueprint("b", "", { below: inside }) })).toEqual(edge);
    expect(await edges({ ...a, ...blueprint("b", crd("e.com", "Gadget")) })).toEqual([]);
    expect(await edges({ ...a, ...blueprint("b", crd("other.com")) })).toEqual([]);
  });

  test("for the kinds that its upstream chart is known for, whether or not it is there", async () => {
    const a = blueprint("a", object("Certificate", "cert-manager.io/v1"));
    const more = `dependencies:\n${dependency("cert-manager", "1.0.0", "https://x")}`;
    const found = impliedEdges(await load({ ...a, ...blueprint("certs", "", { more }) }));
    expect(found).toMatchObject([
      { from: "bp-a", to: "bp-certs", by: { file: "platform/certs/chart/Chart.yaml", line: 5 } },
    ]);
    expect(await edges({ ...a, ...blueprint("cert-manager", "") })).toHaveLength(1);
  });

  test("for those that the configuration says", async () => {
    const files = { ...blueprint("a", widget), ...blueprint("b", "") };
    expect(await edges(files, new Map([["e.com", ["bp-b"]]]))).toHaveLength(1);
    expect(await edges(files, new Map([["com", ["b"]]]))).toEqual([]);
    const known = {
      ...blueprint("a", object("Issuer", "cert-manager.io/v1")),
      ...blueprint("cert-manager", ""),
    };
    expect(await edges(known, new Map([["cert-manager.io", "cluster"]]))).toEqual([]);
  });

  test("for Secrets and Services that an operator makes for it", async () => {
    const address = blueprint("c", pod("url: db-rw.data.svc\n"));
    const files = { ...blueprint("a", user), ...blueprint("b", postgres), ...address };
    expect(await edges(files)).toEqual([
      "bp-a -> bp-b Secret db-app always",
      "bp-c -> bp-b Service db-rw always",
    ]);
  });

  test("for classes by name", async () => {
    const files = {
      ...blueprint("a", pod("storageClassName: fast\ningressClassName: gone\n")),
      ...blueprint("b", object("StorageClass", "storage.k8s.io/v1", "", "fast")),
    };
    expect(await edges(files)).toEqual(["bp-a -> bp-b StorageClass fast always"]);
  });
});

describe("no edge", () => {
  test("to what the unit brings itself, or takes along", async () => {
    const own = {
      ...blueprint("a", `${widget}---\n${crd("e.com")}`),
      ...blueprint("b", crd("e.com")),
    };
    expect(await edges(own)).toEqual([]);
    const more = `dependencies:\n${dependency("bp-b", "1.0.0", "oci://x")}`;
    expect(
      await edges({ ...blueprint("a", widget, { more }), ...blueprint("b", crd("e.com")) }),
    ).toEqual([]);
  });

  test("to one of several, unless one is depended on", async () => {
    const several = { ...blueprint("b", crd("e.com")), ...blueprint("c", crd("e.com")) };
    expect(await edges({ ...blueprint("a", widget), ...several })).toEqual([]);
    const depends = { depends: ["c"] };
    expect(await edges({ ...blueprint("a", widget, depends), ...several })).toEqual([
      "bp-a -> bp-c Widget always declared",
    ]);
  });

  test("where the unit's own charts could bring it unseen", async () => {
    const more = `dependencies:\n${dependency("up", "1.0.0", "https://x")}`;
    const files = { ...blueprint("a", widget, { more }), ...blueprint("b", crd("e.com")) };
    expect(await edges(files)).toEqual([]);
  });
});

test("what is declared, and by way of others", async () => {
  const files = {
    ...blueprint("a", widget, { depends: ["m"] }),
    ...blueprint("m", "", { depends: ["b when .config.x == true"] }),
    ...blueprint("b", crd("e.com")),
  };
  expect(await edges(files)).toEqual(["bp-a -> bp-b Widget always declared"]);
});

test("the surest mention of a thing is told, once", async () => {
  const text = `{{ if .Values.never }}\n${widget}{{ end }}\n---\n{{ if .Values.ever }}\n${widget}{{ end }}`;
  const below = { "values.yaml": "never: false\never: true\n" };
  const files = { ...blueprint("a", text, { below }), ...blueprint("b", crd("e.com")) };
  const [edge, ...others] = impliedEdges(await load(files));
  expect(others).toEqual([]);
  expect(edge?.need).toMatchObject({
    at: { file: "platform/a/chart/templates/x.yaml", line: 9, column: 13 },
    presence: { state: "always", toggles: [{ path: ["ever"], at: { line: 2 } }] },
  });
  expect(edge?.by).toMatchObject({ file: "platform/b/chart/templates/x.yaml", line: 8 });
});

describe("namespaces, as the kits have them", () => {
  const units = { ...blueprint("a", user), ...blueprint("b", postgres) };

  test("keep Secrets apart", async () => {
    const together = kit({ "1-a.yaml": slotIn("a", "shop"), "2-b.yaml": slotIn("b", "shop") });
    expect(await edges({ ...units, ...together })).toHaveLength(1);
    const apart = kit({ "1-a.yaml": slotIn("a", "shop"), "2-b.yaml": slotIn("b", "db") });
    expect(await edges({ ...units, ...apart })).toEqual([]);
    const variable = kit({ "1-a.yaml": slotIn("a", "shop"), "2-b.yaml": slotIn("b", "${NS}") });
    expect(await edges({ ...units, ...variable })).toHaveLength(1);
    const written = blueprint(
      "b",
      object("Cluster", "postgresql.cnpg.io/v1", "  namespace: shop\n", "db"),
    );
    expect(await edges({ ...units, ...written, ...apart })).toHaveLength(1);
  });

  test("tell whose Service an address means, where one release alone is there", async () => {
    const a = blueprint("a", pod("url: http://any.data.svc\n"));
    const files = { ...a, ...blueprint("b", ""), ...blueprint("c", "") };
    const slots = { "1-a.yaml": slotIn("a", "shop"), "2-b.yaml": slotIn("b", "data") };
    const found = impliedEdges(await load({ ...files, ...kit(slots) }));
    expect(found).toMatchObject([
      { to: "bp-b", by: { file: "clusters/a/bootstrap-kit/2-b.yaml", line: 15 } },
    ]);
    expect(
      await edges({ ...files, ...kit({ ...slots, "3-c.yaml": slotIn("c", "data") }) }),
    ).toEqual([]);
    expect(
      await edges({ ...files, ...kit({ ...slots, "1-a.yaml": slotIn("a", "data") }) }),
    ).toEqual([]);
  });
});
