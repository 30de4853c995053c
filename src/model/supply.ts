import type { Location } from "./location.ts";

/** A value on which it depends what a chart renders. */
export interface Toggle {
  /** From the chart's own values down, as `["serviceMonitor", "enabled"]`. */
  readonly path: readonly string[];
  /** Where the default stands; undefined where there is none. */
  readonly at: Location | undefined;
}

/** Whether something is rendered. */
export interface Presence {
  /**
   * With the default values: `always`, or `off`; `asked` where the cluster is asked first; `unclear` where only the
   * render knows, as of what a helper decides.
   */
  readonly state: "always" | "off" | "asked" | "unclear";
  /** The values on which it depends: of what is off those that would have to change. */
  readonly toggles: readonly Toggle[];
}

/** An API kind, or one object of it. */
export interface Resource {
  /** Empty: the core group. */
  readonly group: string;
  /** Empty: every kind of the group. */
  readonly kind: string;
  /** Empty: the kind itself. */
  readonly name: string;
  /** Empty: the release's own, or none. */
  readonly namespace: string;
}

/** A place that brings a resource or uses it. */
export interface Mention {
  readonly resource: Resource;
  readonly at: Location;
  readonly presence: Presence;
  readonly source: Source;
  /** It is applied after the objects of the release, as a hook. */
  readonly isHook?: true;
}

/**
 * Where a mention stands: in crds/, whose files are there before the first object of a release, in the chart's own
 * templates or a subchart's, in manifests that are applied as they are, or in values alone, as an address that they
 * hand to a chart.
 */
export type Source = "crds" | "templates" | "subcharts" | "manifests" | "values";

/** Something that a release brings along and that nobody could look into. */
export interface Blind {
  /** As `cert-manager 1.16.2`. */
  readonly name: string;
  /** The name of the chart, where it is one that is not there. */
  readonly chart?: string;
  readonly at: Location;
  /** What ends the API groups that it can bring; any group where it is absent. */
  readonly groups?: readonly string[];
}

/** What a unit provides and consumes: from its templates, or from its render. */
export interface Supply {
  readonly offers: readonly Mention[];
  readonly needs: readonly Mention[];
  readonly blind: readonly Blind[];
}

/** A need of one unit that another one fills. */
export interface ImpliedEdge {
  /** Canonical names, as in the graph of `depends`. */
  readonly from: string;
  readonly to: string;
  readonly need: Mention;
  /** Where the other brings it. */
  readonly by: Location;
  /** `depends` leads there, straight or through others. */
  readonly declared: boolean;
}
