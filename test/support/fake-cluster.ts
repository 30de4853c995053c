import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

import { onTestFinished } from "vitest";

import { secretData } from "./protobuf.ts";

/** A kind that the cluster knows. */
export interface ServedKind {
  readonly apiVersion: string;
  readonly kind: string;
}

/** As much of an API server, on loopback, as `helm install` needs: it knows nothing, takes everything, runs nothing. */
export interface FakeCluster {
  readonly kubeconfig: string;
  /** What lay in the Secret of the release when it was last written, in bytes as etcd keeps it. */
  releaseSize(): number | undefined;
}

export async function fakeCluster(kinds: readonly ServedKind[]): Promise<FakeCluster> {
  let size: number | undefined;
  const groups = groupsOf([...kinds, { apiVersion: "v1", kind: "Secret" }]);
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { status, type, body } = await answer(request, groups, (release) => {
      size = release.length;
    });
    response.writeHead(status, { "content-type": type }).end(body);
  };
  const server = createServer((request, response) => void respond(request, response));
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { kubeconfig: kubeconfig(port), releaseSize: () => size };
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string | Uint8Array;
}

const json = "application/json";

async function answer(
  request: IncomingMessage,
  groups: Groups,
  keep: (release: Uint8Array) => void,
): Promise<Answer> {
  const path = (request.url ?? "/").split("?")[0] ?? "/";
  const body = await buffer(request);
  if (request.method === "GET") return read(path, groups);
  const type = request.headers["content-type"] ?? json;
  const release = path.includes("/secrets") ? releaseOf(type, body) : undefined;
  if (release !== undefined) keep(release);
  return { status: request.method === "POST" ? 201 : 200, type: answerType(type), body };
}

/** What Helm keeps: newer ones send Secrets as protobuf. */
function releaseOf(type: string, body: Uint8Array): Uint8Array | undefined {
  if (type.includes("protobuf")) return secretData(body).get("release");
  const { data = {} } = JSON.parse(Buffer.from(body).toString()) as {
    readonly data?: Readonly<Record<string, string>>;
  };
  return data["release"] === undefined ? undefined : Buffer.from(data["release"], "base64");
}

/** Patches are answered with objects. */
function answerType(type: string): string {
  return type.includes("protobuf") ? type : json;
}

function read(path: string, groups: Groups): Answer {
  const found = known(path, groups);
  if (found !== undefined) return { status: 200, type: json, body: JSON.stringify(found) };
  const status = { kind: "Status", apiVersion: "v1", status: "Failure", reason: "NotFound" };
  return { status: 404, type: json, body: JSON.stringify({ ...status, code: 404 }) };
}

function known(path: string, groups: Groups): unknown {
  if (path === "/version") return { major: "1", minor: "33", gitVersion: "v1.33.0" };
  if (path === "/api") return { kind: "APIVersions", versions: ["v1"] };
  if (path === "/apis") return groupList(groups);
  if (path.endsWith("/secrets"))
    return { kind: "SecretList", apiVersion: "v1", metadata: {}, items: [] };
  const resources = groups.get(path.replace(/^\/apis?\//u, ""));
  return resources === undefined ? undefined : resourceList(path, resources);
}

/** By apiVersion. */
type Groups = ReadonlyMap<string, readonly string[]>;

function groupsOf(kinds: readonly ServedKind[]): Groups {
  const groups = new Map<string, string[]>();
  for (const { apiVersion, kind } of kinds)
    groups.set(apiVersion, [...new Set([...(groups.get(apiVersion) ?? []), kind])]);
  return groups;
}

function groupList(groups: Groups): unknown {
  const named = [...groups.keys()].filter((version) => version.includes("/"));
  const byGroup = Map.groupBy(named, (version) => version.split("/")[0] ?? "");
  return {
    kind: "APIGroupList",
    apiVersion: "v1",
    groups: [...byGroup].map(([name, versions]) => {
      const all = versions.map((groupVersion) => {
        return { groupVersion, version: groupVersion.split("/")[1] ?? "" };
      });
      return { name, versions: all, preferredVersion: all[0] };
    }),
  };
}

function resourceList(path: string, kinds: readonly string[]): unknown {
  return {
    kind: "APIResourceList",
    apiVersion: "v1",
    groupVersion: path.replace(/^\/apis?\//u, ""),
    resources: kinds.map((kind) => ({
      name: `${kind.toLowerCase()}s`,
      singularName: kind.toLowerCase(),
      namespaced: true,
      kind,
      verbs: ["create", "delete", "get", "list", "patch", "update", "watch"],
    })),
  };
}

function kubeconfig(port: number): string {
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "fake", cluster: { server: `http://127.0.0.1:${port}` } }],
    users: [{ name: "fake", user: {} }],
    contexts: [{ name: "fake", context: { cluster: "fake", user: "fake" } }],
    "current-context": "fake",
  });
}
