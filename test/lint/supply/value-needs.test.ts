import { expect, test } from "vitest";

import { dependency } from "../charts.ts";
import { suppliedBy, told } from "./told.ts";

test("what the values name, and whether it is on", async () => {
  const upstream = `dependencies:\n${dependency("up", "1.0.0", "https://x", ", condition: up.deploy")}`;
  const values = `
url: http://db.data.svc:80
up:
  deploy: false
  existingSecret: a
x:
  enabled: false
  storageClass: fast
  more: [{secretKeyRef: {name: b, key: c}}]
y:
  secretKeyRef: {name: d, optional: true}
  issuerRef: {name: e, kind: ClusterIssuer}
  secretName: ""
  storageClassName: {name: no}
`;
  const { needs: found } = await suppliedBy({ "values.yaml": values }, upstream);
  expect(found.map(told)).toEqual([
    "Service db in data always 2:6",
    "Secret a off(up.deploy) 5:19",
    "StorageClass fast off(x.enabled) 8:17",
    "Secret b off(x.enabled) 9:32",
    "ClusterIssuer e always 12:21",
  ]);
});
