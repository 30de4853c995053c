/** What registries said of the images that a render names, each as it is written there. */
export interface ImageAnswers {
  /** The registry has no such image. */
  readonly missing: ReadonlySet<string>;
  /** Why nobody could say, by image. */
  readonly unknown: ReadonlyMap<string, string>;
}
