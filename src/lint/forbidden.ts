import type { Severity } from "../model/finding.ts";

/** Something that no chart of a Sovereign may hold. */
export interface Forbidden {
  /** What is said of it, after the text found. */
  readonly reason: string;
  /** In a template, its actions blanked; the first group is the place. */
  readonly template?: RegExp;
  /** Of a rendered object. */
  readonly api?: RegExp;
  /** In default values and rendered objects, by key and text. */
  readonly value?: { readonly key: RegExp; readonly text: RegExp };
}

/** A default can be overridden, what a template says cannot. */
export const severityInValues: Severity = "warning";

export const forbidden: readonly Forbidden[] = [
  {
    reason: "is an API of Traefik, which a Sovereign does not run: routes are HTTPRoutes",
    api: /^traefik\.(?:io|containo\.us)\//u,
    template: /^[ ]*apiVersion:[ ]+["']?(traefik\.(?:io|containo\.us)\/\w+)/gmu,
  },
  {
    reason: "is a namespace of one cluster alone",
    template: /^[ ]*namespace:[ ]+["']?(sme)["']?[ \t]*(?:#.*)?\r?$/gmu,
    value: { key: /^namespace$/iu, text: /^sme$/u },
  },
  {
    reason: "is a host of the vendor's own, not of the Sovereign",
    template:
      /^[ ]*(?:-[ ]+)?(?:\w*(?:host|hostname|domain|fqdn|url|endpoint)s?):[ ]+["']?(?:https?:\/\/)?([a-z0-9.-]+\.openova\.io)(?=["'/:\s]|$)/gimu,
    value: {
      key: /(?:host|hostname|domain|fqdn|url|endpoint)s?$/iu,
      text: /^(?:https?:\/\/)?[a-z0-9.-]+\.openova\.io(?:[/:].*)?$/iu,
    },
  },
  {
    reason: "opens a port on every node past the gateway",
    template: /^[ ]*type:[ ]+["']?(NodePort)["']?[ \t]*(?:#.*)?\r?$/gmu,
    value: { key: /type$/iu, text: /^NodePort$/u },
  },
  {
    reason: "keeps data on one node: it is lost with the node",
    template: /^[ ]*storageClass(?:Name)?:[ ]+["']?(local-path)["']?[ \t]*(?:#.*)?\r?$/gmu,
    value: { key: /storageClass(?:Name)?$/iu, text: /^local-path$/u },
  },
];
