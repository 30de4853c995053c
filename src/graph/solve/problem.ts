/** A blueprint that is needed, in some of its versions. Names are canonical, as `bp-x`. */
export interface Want {
  readonly blueprint: string;
  /** Undefined: any version. */
  readonly range: string | undefined;
}

/** What is wanted before any version is chosen. */
export interface OutsideWant extends Want {
  /** Who wants it, as the subject of a sentence: `you`, or `the installed pg`. */
  readonly by: string;
}

export interface BlueprintVersion {
  readonly blueprint: string;
  readonly version: string;
}

/** What must be known before the search can go on. Neither list names anything twice. */
export interface Questions {
  /** Of these blueprints, the versions. */
  readonly versions: readonly string[];
  /** Of these versions, what they want. */
  readonly wants: readonly BlueprintVersion[];
}

/** What is known of the catalogue. It grows between a question and the next step, and never changes otherwise. */
export interface Known {
  /** In order of preference, none where nobody publishes it; undefined: not known yet. */
  versions(blueprint: string): readonly string[] | undefined;
  /** Undefined: not known yet. */
  wants(blueprint: string, version: string): readonly Want[] | undefined;
}

export interface Problem {
  readonly wants: readonly OutsideWant[];
  readonly known: Known;
  /** Whether the version will do for the range. */
  readonly admits: (range: string, version: string) => boolean;
}

/** Where a constraint comes from: an outside want, by its index, or a blueprint, and what is wanted. */
export interface Origin {
  readonly by: number | string;
  readonly blueprint: string;
}

export function originKey({ by, blueprint }: Origin): string {
  return `${by} ${blueprint}`;
}
