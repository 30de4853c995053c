import type { Source } from "../../src/app/packaging.ts";
import type { PublishReport } from "../../src/app/publish/report.ts";
import { verifySubject } from "../../src/app/verify/subject.ts";
import { spool } from "../../src/cli/spool.ts";
import { isBpError } from "../../src/model/error.ts";
import type { Client, Store } from "../../src/oci/index.ts";
import { registryStore } from "../../src/oci/index.ts";
import type { Signer } from "../../src/signing/index.ts";
import { publishAll } from "../app/support/publishing.ts";
import { testClient } from "../oci/artifact.ts";
import type { Fault, FaultPlan, Proxy } from "../support/registry.ts";
import { oneOfEach } from "../support/stored.ts";
import type { NamedFault } from "./faults.ts";
import { faults } from "./faults.ts";
import { kindOf } from "./kind.ts";

/** A place in a publish: the nth request of its kind, from 1. */
export interface Place {
  readonly kind: string;
  readonly nth: number;
  readonly method: string;
  readonly path: string;
}

/** One fault at one place. */
export interface Cell {
  readonly place: Place;
  readonly fault: NamedFault;
}

/** What is published, where to, and through what. */
export interface Setting {
  readonly source: Source;
  readonly signer: Signer;
  /** The registry itself. */
  readonly host: string;
  /** Before it. */
  readonly proxy: Proxy;
  /** What the proxy does to every other request. */
  readonly always: FaultPlan;
}

let runs = 0;

/** The places of a publish to which nothing happens, in order. */
export async function placesOf(setting: Setting): Promise<readonly Place[]> {
  const { proxy } = setting;
  proxy.requests.length = 0;
  proxy.plan(setting.always);
  const report = await publishTo(setting, nextPath(), proxy.host);
  if (report.exitCode !== 0) throw new Error(JSON.stringify(report.artifacts));
  const counts = new Map<string, number>();
  return proxy.requests.map(({ method, path }) => {
    const kind = kindOf({ method, path });
    const nth = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, nth);
    return { kind, nth, method, path };
  });
}

export function cellsOf(places: readonly Place[]): readonly Cell[] {
  return places.flatMap((place) =>
    faults.filter((fault) => fault.fits(place)).map((fault) => ({ place, fault })),
  );
}

export interface Tried {
  readonly exitCode: number;
  /** undefined where all is as it should be. */
  readonly wrong: string | undefined;
}

/**
 * Publishes with one fault, once or from there on, and then without. What should be: an exit code that fits the fault,
 * never a tag that does not verify, and a next run that completes it.
 */
export async function tried(
  setting: Setting,
  { place, fault }: Cell,
  lasting = false,
): Promise<Tried> {
  const { proxy } = setting;
  const path = nextPath();
  let [seen, hits] = [0, 0];
  proxy.plan((request, count) => {
    if (kindOf(request) === place.kind) seen += 1;
    const hit =
      kindOf(request) === place.kind && (lasting ? seen >= place.nth : seen === place.nth);
    if (hit) hits += 1;
    const always = setting.always(request, count);
    // What the setting keeps from the registry is not passed on by a fault either.
    return hit && (always === undefined || answers(fault.fault)) ? fault.fault : always;
  });
  const report = await publishTo(setting, path, proxy.host);
  const { exitCode } = report;
  const codes = [0, ...fault.codes, ...(lasting ? [1, 5, 75] : [])];
  if (hits === 0) return { exitCode, wrong: "the fault never happened" };
  // Refused while it looks once more at what it has tagged: the next run completes it.
  const settling = exitCode === 5 && fault.codes.length > 0 && (await tagged(setting, path));
  if (!codes.includes(exitCode) && !settling) return { exitCode, wrong: said(report) };
  const seenNow = await wrongIn(setting, path);
  if (seenNow !== undefined) return { exitCode, wrong: seenNow };
  if (exitCode === 0 && !(await tagged(setting, path)))
    return { exitCode, wrong: "success without a tag" };
  return { exitCode, wrong: await completed(setting, path) };
}

/** A fault that needs no registry behind it. */
function answers(fault: Fault): boolean {
  return fault === "cut" || (typeof fault === "object" && "status" in fault);
}

/** What is wrong after a run without faults. */
async function completed(setting: Setting, path: string): Promise<string | undefined> {
  setting.proxy.plan(setting.always);
  const again = await publishTo(setting, path, setting.proxy.host);
  if (again.exitCode !== 0) return `the next run: exit code ${again.exitCode}: ${said(again)}`;
  if (!(await tagged(setting, path))) return "the next run: no tag";
  return wrongIn(setting, path);
}

function nextPath(): string {
  runs += 1;
  return `run-${runs}/charts`;
}

async function publishTo(setting: Setting, path: string, host: string): Promise<PublishReport> {
  const client = testClient();
  const target = { kind: "registry", host, path } as const;
  const stores = new Map<string, Store>();
  try {
    return await publishAll(
      setting.source,
      {
        events: [],
        open(place) {
          const store = stores.get(place.path) ?? storeOf(client, host, place.path);
          stores.set(place.path, store);
          return store;
        },
      },
      setting.signer,
      { target },
    );
  } finally {
    client.close();
  }
}

function storeOf(client: Client, host: string, path: string): Store {
  return registryStore({ client, host, path, access: "push" });
}

/** Looks straight at the registry, by the same rules for readers. */
async function direct<T>(setting: Setting, path: string, look: (store: Store) => Promise<T>) {
  const client = testClient();
  try {
    return await look(storeOf(client, setting.host, `${path}/bp-shop`));
  } finally {
    client.close();
  }
}

function tagged(setting: Setting, path: string): Promise<boolean> {
  return direct(setting, path, async (store) => (await store.tags()).includes("1.0.0"));
}

/** What is wrong with what a tag shows: nothing where there is no tag. */
function wrongIn(setting: Setting, path: string): Promise<string | undefined> {
  return direct(setting, path, async (store) => {
    if (!(await store.tags()).includes("1.0.0")) return undefined;
    try {
      const subject = await store.resolve("1.0.0");
      await verifySubject({ source: store, subject, policy: setting.signer.policy, spool });
      const bundles = (await store.referrers(subject)).filter(({ artifactType = "" }) =>
        artifactType.startsWith("application/vnd.dev.sigstore.bundle"),
      );
      const wanted = Object.keys(oneOfEach).length;
      return bundles.length === wanted
        ? undefined
        : `${bundles.length} bundles instead of ${wanted}`;
    } catch (error) {
      if (isBpError(error)) return `the tag does not verify: ${error.message}`;
      throw error;
    }
  });
}

function said({ artifacts }: PublishReport): string {
  return artifacts.map(({ error }) => error?.message ?? "").join("; ");
}
