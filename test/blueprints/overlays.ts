import type { Fields } from "./charts.ts";
import { asFields, at, listAt } from "./charts.ts";
import { identityOf, kindOf, workloadsOf } from "./rendered.ts";

/** Whether an object is of our own templates, and not of the chart of others. */
export function isOurs(object: Fields): boolean {
  return at(object, "metadata", "labels", "app.kubernetes.io/part-of") === "catalyst";
}

/** Policies that select no pod: neither one that is rendered, nor one that the operator of a rendered database makes. */
export function blindPolicies(objects: readonly Fields[]): readonly Fields[] {
  return policiesOf(objects).filter(
    (policy) => podsOf(policy, objects).length === 0 && databaseOf(policy, objects) === undefined,
  );
}

/** Ports that a policy lets in, and none of its pods opens: `8080 of …`. */
export function closedPorts(objects: readonly Fields[]): readonly string[] {
  return policiesOf(objects)
    .filter((policy) => databaseOf(policy, objects) === undefined)
    .flatMap((policy) => {
      const pods = podsOf(policy, objects);
      const containers = pods.flatMap((pod) => pod.containers);
      const opened = containers.flatMap((one) => listAt(one, "ports"));
      const open = new Set(opened.map((port) => portOf(port, "containerPort")));
      return listAt(policy, "spec", "ingress")
        .flatMap((rule) => listAt(rule, "ports").map((port) => portOf(port, "port")))
        .filter((port) => !open.has(port))
        .map((port) => `${port} of ${identityOf(policy)}`);
    });
}

function policiesOf(objects: readonly Fields[]): readonly Fields[] {
  return objects.filter((object) => isOurs(object) && kindOf(object) === "NetworkPolicy");
}

function podsOf(policy: Fields, objects: readonly Fields[]): ReturnType<typeof workloadsOf> {
  const wanted = Object.entries(asFields(at(policy, "spec", "podSelector", "matchLabels")));
  return workloadsOf(objects).filter(({ labels }) =>
    wanted.every(([key, value]) => labels[key] === value),
  );
}

function databaseOf(policy: Fields, objects: readonly Fields[]): Fields | undefined {
  const name = at(policy, "spec", "podSelector", "matchLabels", "cnpg.io/cluster");
  return objects.find(
    (object) => kindOf(object) === "Cluster" && at(object, "metadata", "name") === name,
  );
}

function portOf(port: unknown, key: string): string {
  const protocol = at(port, "protocol");
  return `${String(at(port, key))}/${typeof protocol === "string" ? protocol : "TCP"}`;
}

/** `name:port` of every Service. */
export function servicesOf(objects: readonly Fields[]): readonly string[] {
  return objects
    .filter((object) => kindOf(object) === "Service")
    .flatMap((service) =>
      listAt(service, "spec", "ports").map(
        (port) => `${String(at(service, "metadata", "name"))}:${String(at(port, "port"))}`,
      ),
    );
}

/** `name:port` of every Service that a route leads to. */
export function backendsOf(objects: readonly Fields[]): readonly string[] {
  return objects
    .filter((object) => kindOf(object) === "HTTPRoute")
    .flatMap((route) => listAt(route, "spec", "rules"))
    .flatMap((rule) => listAt(rule, "backendRefs"))
    .map((backend) => `${String(at(backend, "name"))}:${String(at(backend, "port"))}`);
}
